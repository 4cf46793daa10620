"""The figures that the program holds, measured from outside: ``python -m tests.bench``."""
