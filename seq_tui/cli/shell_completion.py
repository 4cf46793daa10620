"""Completion in bash, zsh and fish: click's own, with what its scripts lack.

bash splits a word at each character of ``COMP_WORDBREAKS``, among them ``:`` and ``=``, and
replaces only the part after the last one. Click completes such parts as words of their own, so this
reads the command line instead. Click's script for fish cuts a description at its first comma.
"""

from __future__ import annotations

import os

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    split_arg_string,
)

_LINE = '"${COMP_LINE:0:COMP_POINT}" COMP_WORDBREAKS="$COMP_WORDBREAKS"'


def register() -> None:
    """Make click use these classes."""
    for completion_class in (Bash, Zsh, Fish):
        add_completion_class(completion_class)


def option_prefix(word: str) -> str:
    """``--format=`` of a word such as ``--format=js``; empty if it is no option with a value."""
    name, sign, _ = word.partition("=")
    return name + sign if sign and name.startswith("-") else ""


class DescendingOrders(ShellComplete):
    """Completes ``--sort -upd``, of which click takes the value for an option."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        """The completions; of an order that begins with ``-``, those without it and then it."""
        option, _, order = incomplete.rpartition("=")
        if not order.startswith("-") or "--sort" not in (option, *args[-1:]):
            return super().get_completions(args, incomplete)
        items = super().get_completions([*args, option] if option else args, order[1:])
        for item in items:
            item.value = f"-{item.value}"
        return [item for item in items if ":" not in item.value.partition(",")[0]]


class Bash(DescendingOrders, BashComplete):
    """Completes the words of the command line, however bash divides them."""

    source_template = BashComplete.source_template.replace(
        '"${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD', _LINE
    )

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the cursor, and the one at the cursor."""
        line = os.environ["COMP_WORDS"]
        words = split_arg_string(line)
        incomplete = words.pop() if words and not line[-1:].isspace() else ""
        return words[1:], incomplete

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        """The completions of the part of the word that bash replaces."""
        items = super().get_completions(args, incomplete)
        prefix = option_prefix(incomplete)
        breaks = os.environ.get("COMP_WORDBREAKS", "")
        kept = 1 + max((incomplete.rfind(sign) for sign in ":=" if sign in breaks), default=-1)
        for item in items:
            if item.type == "plain":
                whole = prefix + item.value
                item.value = whole[kept:] if whole.startswith(incomplete[:kept]) else item.value
        return items


class Zsh(DescendingOrders, ZshComplete):
    """Completes a value, or a file, that is joined to its option."""

    source_template = ZshComplete.source_template.replace(
        "_path_files", "compset -P '--*='; _path_files"
    )

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        """The completions of the whole word, which zsh replaces."""
        return _with_prefix(super().get_completions(args, incomplete), incomplete)


class Fish(DescendingOrders, FishComplete):
    """Completes a value that is joined to its option, and keeps descriptions whole."""

    source_template = FishComplete.source_template.replace(
        'string split "," $completion', 'string split --max 1 "," $completion'
    )

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        """The completions of the whole word, with which fish compares them."""
        return _with_prefix(super().get_completions(args, incomplete), incomplete)


def _with_prefix(items: list[CompletionItem[str]], incomplete: str) -> list[CompletionItem[str]]:
    for item in items:
        if item.type == "plain":
            item.value = option_prefix(incomplete) + item.value
    return items
