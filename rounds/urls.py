"""Addresses of update rounds, below /programmes/SLUG/."""

app_name = "rounds"
urlpatterns = []
