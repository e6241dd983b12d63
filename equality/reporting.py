LOGS = []
