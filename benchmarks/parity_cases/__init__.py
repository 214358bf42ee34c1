"""The cases of benchmarks/parity.py, one module for each kind of fixture."""
