"""The command `minutebook`: one file a command, and `main`, which turns errors into exit codes.

The only place for click, printing, colour, environment variables and the exit of the process.
"""
