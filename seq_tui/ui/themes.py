"""The themes of the screen, whose colours the first rows need before Textual is imported."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.ui.colour import BLACK, WHITE, Rgb, contrast
from seq_tui.ui.ink import THEME_COLOURS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DARK, LIGHT = "seq-tui-dark", "seq-tui-light"
"""The themes at the start, on a terminal with a dark background and on one with a light one."""

ANSI_THEME = "ansi-dark"
"""The theme on terminals of at most 16 colours, or without any."""

ANSI_THEMES = (ANSI_THEME, "ansi-light")
"""Textual's themes in the terminal's own 16 colours."""

IN_16_COLOURS = dict(zip((DARK, LIGHT), ANSI_THEMES, strict=True))
"""The theme of 16 colours in place of each of the themes at the start."""


class ThemeColours(NamedTuple):
    """A theme by its colours, each as ``#1a1b26``."""

    background: str
    foreground: str
    surface: str
    """Of dialogs."""

    panel: str
    """Of the first and the last line."""

    primary: str
    """Of the border with the focus, of the highlight, and of the program's name."""

    secondary: str
    accent: str
    """Of the keys in the last line."""

    warning: str
    error: str
    success: str
    email: str = ""
    """Of e-mails; `primary` by default."""

    reply: str = ""
    """Of replies; by default a colour of the theme in another hue than e-mails and tasks."""

    task: str = ""
    """Of tasks; `warning` by default."""

    contrast: str = ""
    """The least contrast of text, a number; that of `seq_tui.ui.ink` by default."""

    @property
    def variables(self) -> Mapping[str, str]:
        """The variables of style sheets that all colours are made from."""
        return {name: value for name, value in self._asdict().items() if value}

    @property
    def is_dark(self) -> bool:
        """Whether the background is nearer to black than to white."""
        return _is_dark(self.background)


OWN = {
    DARK: ThemeColours(
        background="#14181f",
        foreground="#c8d0dc",
        surface="#1a1f28",
        panel="#1f2530",
        primary="#78aef2",
        secondary="#97dcc3",
        accent="#78aef2",
        warning="#ebc272",
        error="#f38b92",
        success="#8fcb8b",
        reply="#97dcc3",
    ),
    LIGHT: ThemeColours(
        background="#fbfaf7",
        foreground="#30363f",
        surface="#f4f2ed",
        panel="#ece9e2",
        primary="#235bae",
        secondary="#0a5a3c",
        accent="#235bae",
        warning="#7a4b00",
        error="#a82d4a",
        success="#34692b",
        reply="#0a5a3c",
    ),
    "seq-tui-contrast": ThemeColours(
        background="#000000",
        foreground="#ffffff",
        surface="#000000",
        panel="#16191d",
        primary="#80c8ff",
        secondary="#62f0a4",
        accent="#80c8ff",
        warning="#ffbd5c",
        error="#ffb8c0",
        success="#8df58d",
        reply="#62f0a4",
        contrast="7",
    ),
    "seq-tui-colour-blind": ThemeColours(
        background="#12161c",
        foreground="#c9d1db",
        surface="#191e26",
        panel="#1f252e",
        primary="#5ba6d8",
        secondary="#cdf7ff",
        accent="#5ba6d8",
        warning="#fbe68c",
        error="#d0918a",
        success="#cdf7ff",
        reply="#cdf7ff",
        task="#fa7b12",
    ),
}
"""The themes of this program. Each has one accent, and the colours of the actions beside it: a calm
dark and a light one, one whose text has a contrast of 7 (WCAG 2.2, 1.4.6), and one whose actions,
warnings and errors differ on the axis from blue to orange and in lightness, which remains to people
who see red and green, or blue and yellow, alike."""

_TEXTUAL = {
    "textual-dark": "121212 e0e0e0 1e1e1e 242f38 0178d4 004578 fea62b fea62b b93c5b 4ebf71",
    "textual-light": "e0e0e0 1f1f1f d8d8d8 d0d0d0 004578 0178d4 fea62b fea62b b93c5b 4ebf71",
    "nord": "2e3440 d8dee9 3b4252 434c5e 88c0d0 81a1c1 b48ead eacb8b be616a a3be8c",
    "gruvbox": "282828 fbf1c7 3c3836 504945 85a598 a89a85 f9bd2f fd8019 fa4934 b7bb26",
    "catppuccin-mocha": "181825 cdd6f4 313244 45475a f5c2e7 cba6f7 f9b387 fae3b0 f28fad abe9b3",
    "dracula": "282a36 f8f8f2 2b2e3b 313442 bd93f9 6272a4 ff79c6 feb86c fe5555 50fa7b",
    "tokyo-night": "1a1b26 a9b1d6 24283b 414868 bb9af7 7aa2f7 fe9e64 dfaf68 f6768e 9ece6a",
    "monokai": "272822 d6d6d6 2e2e2e 3e3d32 ae81ff f82672 66d9ef fc971f f82672 a5e22e",
    "flexoki": "100f0f fffcf0 1c1b1a 282726 205ea6 24837b 9b76c8 ac8301 ae3029 65800b",
    "catppuccin-latte": "eff1f5 4c4f69 e6e9ef ccd0da 8839ef db8a78 fd640b de8e1d d10f39 40a02b",
    "catppuccin-frappe": "303446 c6d0f5 414559 51576d ca9ee6 ee9f76 f4b8e4 e4c890 e68284 a6d189",
    "catppuccin-macchiato": "24273a cad3f5 363a4f 494d64 c6a0f6 f4a97f f5bde6 eed49f ed8796 a6da95",
    "solarized-light": "fdf6e3 586e75 eee8d5 eee8d5 268bd2 2aa198 6c71c4 ca4b16 db322f 849900",
    "solarized-dark": "002b36 839496 073642 073642 268bd2 2aa198 6c71c4 ca4b16 db322f 849900",
    "rose-pine": "191724 e0def4 1f1d2e 26233a c4a7e7 31748f ebbcba f5c177 ea6f92 9ccfd8",
    "rose-pine-moon": "232136 e0def4 2a273f 393552 c4a7e7 3e8fb0 ea9a97 f5c177 ea6f92 9ccfd8",
    "rose-pine-dawn": "faf4ed 575279 fffaf3 f2e9e1 907aa9 286983 d6827e e99d34 b4637a 56949f",
    "atom-one-dark": "282c34 abb2bf 3b414d 4f5666 61afef c678dd a378c2 ddb25b ef6262 62f062",
    "atom-one-light": "fafafa 383a42 e0e0e0 cccccc 4078f2 a626a4 be9232 d7d938 f13f3f 6bf23f",
}
"""The colours of Textual's own themes in the order of `THEME_COLOURS`; a test compares them."""


class UserThemes(NamedTuple):
    """The themes of the user."""

    themes: Mapping[str, ThemeColours] = MappingProxyType({})
    problems: tuple[str, ...] = ()
    """What is wrong with files that are left out, a sentence each."""


class SetTheme(NamedTuple):
    """A theme that the settings choose."""

    name: str
    place: str
    """The file or the variable that sets it, as in ``config.toml``."""


class ScreenTheme(NamedTuple):
    """The theme of the screen at the start, and what other ones can be chosen."""

    name: str
    colours: ThemeColours | None
    """`None` for the terminal's own."""

    is_default: bool = False
    """Whether the user chose no theme, so that it follows the background of the terminal."""

    has_few_colours: bool = False
    """Whether the terminal has at most 16 colours, or none by the user's wish."""

    load_user_themes: Callable[[], UserThemes] = UserThemes
    """Returns the user's themes."""

    theme_changed: Callable[[str], None] | None = None
    """Is called with the name of a theme that the user chose."""

    background_reported: Callable[[str], None] | None = None
    """Is called with the terminal's background, as in ``#1a1b26``."""

    next_start: SetTheme | None = None
    """The theme that the settings choose, whatever is chosen on the screen; `None` for none."""


def complete_theme(
    colours: Mapping[str, str], *, is_dark: bool = True, contrast: str = ""
) -> ThemeColours:
    """A theme of which only some colours are given, at least ``primary``.

    The others are made from these, or are those of our dark or light theme, as the background is.
    """
    if "background" in colours:
        is_dark = _is_dark(colours["background"])
    base = OWN[DARK if is_dark else LIGHT]
    background = Rgb.parse(colours.get("background", base.background))
    foreground = Rgb.parse(colours.get("foreground", base.foreground))
    made = {name: getattr(base, name) for name in THEME_COLOURS} | {
        "surface": background.blend(foreground, 0.04).hex,
        "panel": background.blend(foreground, 0.08).hex,
        "secondary": colours["primary"],
        "accent": colours["primary"],
    }
    return ThemeColours(**{**made, **colours}, contrast=contrast)


def theme_colours(name: str) -> ThemeColours | None:
    """The colours of a theme; `None` if it has the terminal's own, or if there is none."""
    if name in OWN:
        return OWN[name]
    if name not in _TEXTUAL:
        return None
    colours = (f"#{digits}" for digits in _TEXTUAL[name].split())
    return ThemeColours(**dict(zip(THEME_COLOURS, colours, strict=True)))


def built_in_theme(name: str) -> ScreenTheme:
    """The theme of that name that comes with the program."""
    return ScreenTheme(name, theme_colours(name))


def theme_names() -> list[str]:
    """The names of all themes that come with the program: those of ours first."""
    return [*OWN, *sorted((*_TEXTUAL, *ANSI_THEMES))]


DEFAULT_THEME = built_in_theme(DARK)


def default_theme(background: Rgb) -> str:
    """Our dark theme, or the light one on a light background."""
    return DARK if contrast(background, WHITE) > contrast(background, BLACK) else LIGHT


def _is_dark(background: str) -> bool:
    return default_theme(Rgb.parse(background)) == DARK
