"""What reads a file that somebody had elsewhere, in a process of its own.

`python -m intake.reading` reads the bytes of one file from its standard input and answers with
JSON. It imports nothing of the product and no Django: `intake/process.py` starts it with limits.
"""
