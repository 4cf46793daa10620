"""An app with our themes and those of the user beside Textual's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import App
from textual.theme import Theme

from seq_tui.terminal.background import BackgroundReported
from seq_tui.terminal.textual_patches.component_styles import PartStylesheet
from seq_tui.ui.colour import Rgb
from seq_tui.ui.ink import frame_variables, has_tints, ink_variables
from seq_tui.ui.screens.message_screen import MessageScreen
from seq_tui.ui.themes import IN_16_COLOURS, OWN, default_theme, theme_colours, theme_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from seq_tui.ui.themes import ScreenTheme, ThemeColours


class ThemedApp(App[None]):
    """An app whose colours can be read in every theme.

    Args:
        theme: the theme at the start, and the other ones.
        is_ascii: whether borders are drawn with ASCII characters.
    """

    def __init__(self, theme: ScreenTheme, *, is_ascii: bool) -> None:
        self._is_ascii = is_ascii
        self._screen_theme = theme
        self._own_themes: dict[str, ThemeColours] = {}
        """Our themes and those of the user, by name."""
        self._is_ready = False
        # Without colours Textual turns those of other themes into greys, which some terminals lack.
        super().__init__(ansi_color=theme.has_few_colours or None)
        self.add_themes(OWN)
        if theme.colours is not None:
            self.add_themes({theme.name: theme.colours})
        self.theme = theme.name
        self.wants_background = theme.is_default and not theme.has_few_colours
        self.stylesheet = PartStylesheet(variables=self.get_css_variables())

    def add_themes(self, themes: Mapping[str, ThemeColours]) -> None:
        """Offer more themes."""
        for name, colours in themes.items():
            self._own_themes[name] = colours
            self.register_theme(_textual_theme(name, colours))

    @property
    def theme_names(self) -> Iterable[str]:
        """The names of all themes: the user's, ours, then Textual's."""
        built_in = theme_names()
        return [*sorted({*self.available_themes} - {*built_in}), *built_in]

    @on(BackgroundReported)
    def _suit_background(self, report: BackgroundReported) -> None:
        """Show our dark or light theme, unless the user has chosen one."""
        if self.wants_background:
            self.wants_background = False
            self.theme = default_theme(Rgb(*report.colour))
            if self._screen_theme.background_reported is not None:
                self._screen_theme.background_reported(Rgb(*report.colour).hex)

    def use_16_colours(self) -> None:
        """Show the terminal's own colours, unless the user has chosen a theme."""
        if self._screen_theme.is_default and self.theme in IN_16_COLOURS:
            self.wants_background = False
            self.theme = IN_16_COLOURS[self.theme]

    def get_css_variables(self) -> dict[str, str]:
        """The variables of the theme, with colours that can be read, and types of borders."""
        variables = super().get_css_variables()
        colours = self._own_themes.get(self.theme) or theme_colours(self.theme)
        # Textual moves some colours by a level; the first rows have those of the theme.
        inks = ink_variables(variables if colours is None else colours.variables)
        frames = frame_variables(has_tints=has_tints(self), is_ascii=self._is_ascii)
        self.theme_variables = variables | inks | frames
        return self.theme_variables

    def refresh_css(self, animate: bool = True) -> None:
        """Read the style sheets again, as for another theme.

        Not during the start: they are read with the theme's colours then, and Textual would read
        them a second time (measured: 6 ms of the time to the first row).
        """
        if self._is_ready:
            super().refresh_css(animate)

    def allow_refreshing(self) -> None:
        """The start is over; the terminal may have asked for another theme during it."""
        self._is_ready = True
        if self.theme != self._screen_theme.name:
            self.refresh_css()

    def search_themes(self) -> None:
        """Choose a theme, also one whose file was added or changed meanwhile."""
        from seq_tui.ui.screens.themes import ThemeScreen

        found = self._screen_theme.load_user_themes()
        self.add_themes(found.themes)
        self.push_screen(ThemeScreen(self.theme_names, found.problems), self._keep_theme)

    def _keep_theme(self, chosen: str | None) -> None:
        if chosen is None:
            return
        self.wants_background = False
        if self._screen_theme.theme_changed is not None:
            self._screen_theme.theme_changed(chosen)
        if isinstance(self.screen, MessageScreen):
            self.screen.say(*self._chosen_theme_forms(chosen))

    def _chosen_theme_forms(self, chosen: str) -> tuple[str, ...]:
        """Which theme was chosen, and that the settings choose another one at the next start."""
        text, fixed = f"Theme: {chosen}", self._screen_theme.next_start
        if fixed is None or fixed.name == chosen or fixed.name not in self.available_themes:
            return (text,)
        return (
            f"{text} · {fixed.place} sets {fixed.name}: the next start begins with it",
            f"{text} · next start: {fixed.name} ({fixed.place})",
        )


def _textual_theme(name: str, colours: ThemeColours) -> Theme:
    """The theme as Textual's own, which draws with the variables of style sheets."""
    return Theme(
        name,
        primary=colours.primary,
        secondary=colours.secondary,
        warning=colours.warning,
        error=colours.error,
        success=colours.success,
        accent=colours.accent,
        foreground=colours.foreground,
        background=colours.background,
        surface=colours.surface,
        panel=colours.panel,
        dark=colours.is_dark,
    )
