"""The Textual app: one account, one screen."""

from __future__ import annotations

import codecs
import gc
import os
import sys
from contextlib import suppress
from datetime import datetime
from functools import cache, cached_property, partial
from io import TextIOWrapper
from typing import TYPE_CHECKING, ClassVar, NoReturn

from textual import on
from textual.await_complete import AwaitComplete
from textual.command import CommandPalette
from textual.driver import Driver

from seq_tui.domain.failure import Cause, SourceError
from seq_tui.domain.system_failure import system_failure
from seq_tui.presentation.glyphs import ASCII, UNICODE, Glyphs, glyphs_for
from seq_tui.sanitize import sanitize
from seq_tui.system.desktop_environment import DesktopEnvironment
from seq_tui.terminal.textual_patches.styles_cache import release_painted_lines
from seq_tui.terminal.watchdog import run_watched
from seq_tui.ui.account_switch import AccountSwitch
from seq_tui.ui.accounts import NoAccounts, OpenedAccount
from seq_tui.ui.chosen_keys import ChosenKeysApp
from seq_tui.ui.counting import CountingApp
from seq_tui.ui.keymap import Keymap
from seq_tui.ui.keys import PROGRAM, bindings
from seq_tui.ui.options import DEFAULT_OPTIONS
from seq_tui.ui.palette_commands import BindingCommands
from seq_tui.ui.saved_view import NO_MEMORY
from seq_tui.ui.screens.browser import BrowserScreen
from seq_tui.ui.screens.selecting import selected_text
from seq_tui.ui.sizes import HEIGHTS, WIDTHS
from seq_tui.ui.slow_link import SlowLinkApp, slow_sentences
from seq_tui.ui.terminal_cursor import TerminalCursorApp
from seq_tui.ui.themed_app import ThemedApp
from seq_tui.ui.themes import DEFAULT_THEME
from seq_tui.ui.threads import run_in_thread
from seq_tui.ui.timers import call_after

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import tzinfo

    from textual.app import SystemCommand
    from textual.binding import BindingType
    from textual.screen import Screen

    from seq_tui.domain.page import Page
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Source, SourceInfo
    from seq_tui.system.desktop_services import DesktopServices
    from seq_tui.ui.accounts import Accounts
    from seq_tui.ui.first_paint.first_paint import FirstPaint
    from seq_tui.ui.options import ScreenOptions
    from seq_tui.ui.saved_view import Memory
    from seq_tui.ui.themes import ScreenTheme

WRONG_SETTINGS = 2
"""The exit code for a Python that lacks a module, as of every command."""

GARBAGE_DELAY = 1.0
"""Seconds after the first rows until garbage collection is switched on."""

SETTINGS_DELAY = 0.5
"""Seconds after the first rows until the settings are checked, so that no key waits for it."""

MAX_WRONG = 3
"""Most mistakes in the settings that a notice lists."""

MIN_HEIGHT_OF_WRONG = 20
"""Lines of a screen that has room for such a list; a smaller one has room for their number."""


class SeqTuiApp(ThemedApp, CountingApp, ChosenKeysApp, TerminalCursorApp, SlowLinkApp):
    """Browse the sequences of one account."""

    TITLE = "seq-tui"
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    COMMANDS: ClassVar = {BindingCommands}
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        (
            "palette",
            "ctrl+p",
            "command_palette",
            "Commands",
            "Find a command, or choose a theme",
        ),
        ("redraw", "ctrl+l", "redraw", "Redraw", "Redraw what other programs overwrote"),
        (
            "quit.copy",
            "ctrl+c",
            "copy_or_quit",
            "Copy or quit",
            "Copy the selection; without it, quit",
        ),
        ("quit.always", "ctrl+q", "quit", "Quit", "Quit, from anywhere"),
        group=PROGRAM,
        priority=True,
    )

    def __init__(
        self,
        source: Source[Sequence],
        source_info: SourceInfo,
        query: str = "",
        *,
        now: Callable[[], datetime],
        glyphs: Glyphs = UNICODE,
        desktop: DesktopEnvironment | None = None,
        first_paint: FirstPaint | None = None,
        options: ScreenOptions = DEFAULT_OPTIONS,
        wrong_settings: Callable[[], tuple[str, ...]] | None = None,
        theme: ScreenTheme = DEFAULT_THEME,
        accounts: Accounts | None = None,
        memory: Memory = NO_MEMORY,
    ) -> None:
        super().__init__(theme, is_ascii=glyphs is not UNICODE)
        self._first_paint = first_paint
        self.held_terminal = None if first_paint is None else first_paint.terminal
        self.animation_level = "none"
        self._opened = OpenedAccount(source, source_info, memory)
        self._switch = AccountSwitch(self, accounts or NoAccounts(), self._return_to, source_info)
        self._now = now
        self._query, self._glyphs = query, glyphs
        self._options, self._wrong_settings = options, wrong_settings
        self._browsers: list[BrowserScreen] = []
        """Those of all accounts that were opened."""
        self._desktop = desktop or DesktopEnvironment()
        self.chosen_keys, self.has_plain_keys = Keymap(options.keys), self._is_ascii
        self.set_class(self._is_ascii, "-plain")
        self.choose_link(options.slow)

    def on_ready(self) -> None:
        """Schedule garbage collection, if it was switched off for the start."""
        self.allow_refreshing()
        if not gc.isenabled():
            call_after(self, GARBAGE_DELAY, _collect_garbage)
        if self._wrong_settings is not None:
            call_after(self, SETTINGS_DELAY, self._start_report)

    def _start_report(self) -> None:
        self.run_worker(self._report_settings())

    async def _report_settings(self) -> None:
        """Say what is wrong with the settings, which takes an import as long as that of Textual."""
        try:
            wrong = await run_in_thread(self._wrong_settings) if self._wrong_settings else ()
        except SourceError as error:
            wrong = (f"they cannot be checked: {error.failure}",)
        if wrong:
            # A small screen would be all covered.
            told = wrong[:MAX_WRONG] if self.size.height >= MIN_HEIGHT_OF_WRONG else ()
            more = f"{len(wrong) - len(told)} {'more' if told else 'wrong'}: "
            lines = [*map(sanitize, told), f"{more * (len(wrong) > len(told))}seq-tui config check"]
            self.notify(
                "\n".join(lines), title="Settings", severity="warning", timeout=20, markup=False
            )

    @property
    def has_pending_output(self) -> bool:
        """Whether the terminal has not accepted an earlier frame yet."""
        return self.terminal_driver is not None and self.terminal_driver.has_pending_output

    def explain_crash(self, error: Exception) -> tuple[str, int] | None:
        """The sentence and the exit code for an error that the system caused."""
        if (failure := system_failure(error)) is None:
            return None
        is_limit = failure.cause is Cause.SYSTEM
        return f"seq-tui: {failure}\n", os.EX_OSERR if is_limit else WRONG_SETTINGS

    def get_default_screen(self) -> Screen[None]:
        """The browser, which is open until the app exits."""
        pages = () if self._first_paint is None else self._first_paint.pages
        return self._new_browser(self._opened, self._query, pages)

    def _return_to(self, account: OpenedAccount) -> BrowserScreen:
        """The browser of another account, where the user was in it."""
        return self._new_browser(account, account.memory.view.search)

    def _new_browser(
        self,
        account: OpenedAccount,
        query: str = "",
        pages: Iterable[Page[Sequence]] = (),
    ) -> BrowserScreen:
        memory = account.memory
        if memory.notice:
            self.notify(sanitize(memory.notice), severity="warning", markup=False)
        browser = BrowserScreen(
            account.source,
            account.source_info,
            self._now,
            self._glyphs,
            lambda: self.desktop_services,
            query,
            pages,
            self._options,
            memory,
        )
        self._browsers.append(browser)
        return browser

    def save_view(self) -> None:
        """Remember where the user was when the app ended, unless it crashed."""
        for browser in () if self.has_crashed else self._browsers:
            # There is no screen any more that could say it.
            with suppress(SourceError):
                browser.save_view()

    def pop_screen(self) -> AwaitComplete:
        """Leave a dialog, and let go of what it painted; the browser is never left.

        A second click beside the palette may arrive before it is closed, and would raise an error.
        """
        if len(self.screen_stack) == 1:
            return AwaitComplete()
        # Those of the palette would look for commands after its list is gone.
        self.workers.cancel_node(self.screen)
        leaving = super().pop_screen()
        release_painted_lines()
        return leaving

    @cached_property
    def desktop_services(self) -> DesktopServices:
        """The clipboard and other windows, imported at the first use."""
        from seq_tui.system.desktop_services import DesktopServices

        return DesktopServices(self._desktop, self.write_control)

    def write_control(self, sequence: str) -> None:
        """Write a control sequence to the terminal between two frames."""
        if self.terminal_driver is not None:
            self.terminal_driver.write(sequence)

    def action_help(self) -> None:
        """Explain the keys and signs of the screen."""
        from seq_tui.ui.screens.help import HelpScreen

        # What was said before would cover the text.
        self.clear_notifications()
        active, weekend = self.screen.active_bindings, self._options.weekend_rule
        self.push_screen(HelpScreen(active, self._glyphs, weekend, is_plain=self._is_ascii))

    def action_choose_account(self) -> None:
        """Open the account of a profile in place of the present one."""
        self._switch.choose()

    def link_found_slow(self, seconds: float) -> None:
        """Use fewer colours, unless the user chose a theme, and say how to change that."""
        self.use_16_colours()
        browser = self.screen_stack[0]
        if isinstance(browser, BrowserScreen):
            browser.say(*slow_sentences(seconds))

    def action_copy_or_quit(self) -> None:
        """Copy what is selected; quit only if nothing is."""
        browser = self.screen_stack[0]
        if (text := selected_text(self.screen)) and isinstance(browser, BrowserScreen):
            browser.copy_text(text)
        else:
            self.exit()

    @on(Driver.SignalResume)
    def action_redraw(self) -> None:
        """Draw the whole screen again, as another program may have written over it.

        After a stop, Textual opens an empty screen and draws nothing on it (8.2.8).
        """
        if self.terminal_driver is not None:
            self.terminal_driver.invalidate()
        self.refresh()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Those of Textual's own commands that have no key here."""
        wanted = {"Theme": "Choose the colours", "Screenshot": "Save a picture of the screen"}
        for command in super().get_system_commands(screen):
            if command.title in wanted:
                yield command._replace(help=wanted[command.title])

    def action_command_palette(self) -> None:
        """Find a command by its name."""
        if not isinstance(self.screen, CommandPalette):
            from seq_tui.ui.screens.palette import Palette

            self.push_screen(Palette(placeholder="find a command"))


def run(
    source: Source[Sequence],
    source_info: SourceInfo,
    query: str = "",
    first_paint: FirstPaint | None = None,
    options: ScreenOptions = DEFAULT_OPTIONS,
    wrong_settings: Callable[[], tuple[str, ...]] | None = None,
    theme: ScreenTheme = DEFAULT_THEME,
    accounts: Accounts | None = None,
    memory: Memory = NO_MEMORY,
) -> NoReturn:
    """Browse until the user quits, and exit the process.

    Args:
        source: provides the rows.
        source_info: describes the account.
        query: the initial search.
        first_paint: what is on the terminal already.
        options: what the user chose.
        wrong_settings: returns what is wrong with the settings; called beside the screen.
        theme: the theme, and the other ones that can be chosen.
        accounts: the accounts that can be opened in place of this one.
        memory: where the user was, and how to remember that.
    """
    _ignore_empty_variable()
    zone = cache(partial(_zone, options.zone))
    app = SeqTuiApp(
        *(source, source_info, query),
        now=lambda: datetime.now(zone()).replace(second=0, microsecond=0),
        glyphs=_terminal_glyphs(options.glyphs),
        desktop=DesktopEnvironment(os.environ),
        first_paint=first_paint,
        options=options,
        wrong_settings=wrong_settings,
        theme=theme,
        accounts=accounts,
        memory=memory,
    )
    _run_process(app, has_mouse=options.mouse)


def _run_process(app: SeqTuiApp, *, has_mouse: bool) -> NoReturn:
    code = run_watched(app, has_mouse=has_mouse)
    app.save_view()
    with suppress(OSError):  # the terminal may be gone
        sys.stderr.flush()
    # A thread may be importing the client. Python's shutdown stops it, and may then block
    # on the lock of that module.
    os._exit(code)


def _ignore_empty_variable() -> None:
    """Unset ``NO_COLOR`` if it is empty: Textual shows no colours if it is set at all (8.2.8)."""
    if os.environ.get("NO_COLOR") == "":
        del os.environ["NO_COLOR"]


def _terminal_glyphs(chosen: str) -> Glyphs:
    # Textual draws on standard error.
    glyphs = glyphs_for(sys.stderr.encoding)
    if glyphs is not UNICODE and isinstance(sys.stderr, TextIOWrapper):
        from seq_tui.terminal.encoding_errors import replace_by_width

        codecs.register_error("replace-by-width", replace_by_width)
        sys.stderr.reconfigure(errors="replace-by-width")
    # The fonts of a console have at most 512 glyphs, and no envelope among them.
    is_console = os.environ.get("TERM") == "linux" and chosen != "unicode"
    return ASCII if is_console or chosen == "ascii" else glyphs


def _zone(name: str) -> tzinfo:
    """The zone of that name; if there is none, that of the system."""
    # Slow to import, and the first rows need no clock.
    from seq_tui.domain.start import StartError
    from seq_tui.domain.zone import find_zone, local_zone

    with suppress(StartError):
        return find_zone(name) if name else local_zone()
    return local_zone()


def _collect_garbage() -> None:
    # Everything that was loaded for the start stays, so no collection has to visit it again.
    gc.freeze()
    gc.enable()
