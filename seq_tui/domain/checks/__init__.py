"""Checks of sequences: rules, and findings where a sequence breaks one."""
