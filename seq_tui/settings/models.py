"""The settings as pydantic models: what a file may hold, and the JSON Schema of it.

pydantic is slow to import. Before the first row, `seq_tui.settings.quick` reads the values with the
same functions of `seq_tui.settings.values`.
"""

from __future__ import annotations

from datetime import time
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, SecretStr, model_validator

from seq_tui.domain.checks.options import LONGEST_GAP, OFTEN_HELD, TEMPLATE_REUSE
from seq_tui.domain.query import ACCOUNT_ORDER
from seq_tui.domain.sort_text import ORDERS
from seq_tui.settings import checks, values

CLOCK = r"^([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-9.]+)?$"
"""A clock time, as text or as TOML writes one."""

SORT = rf"^-?({'|'.join(ORDERS)})(:(asc|desc))?$"
"""An order, as `seq_tui.domain.sort_text.parse_sort` reads it."""

_Limit = Annotated[int, Field(ge=1, le=checks.MAX_LIMIT)]
_Share = Annotated[int, Field(ge=1, le=100)]

TOKEN_SOURCES = ("token_command", "token_keyring", "token")


def _parse_secret(value: object) -> SecretStr:
    return SecretStr(values.parse_token(value))


class Model(BaseModel):
    """A table of the file, in which every key must be known and have the right type."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Profile(Model):
    """An account: its address, and where its token comes from."""

    api_url: Annotated[
        str | None, PlainValidator(values.parse_api_url, json_schema_input_type=str)
    ] = Field(
        default=None,
        description="The address of the API; by default, Zendesk's: https://api.getbase.com.",
    )
    token_command: Annotated[
        tuple[str, ...] | str | None,
        PlainValidator(values.parse_token_command, json_schema_input_type=str | list[str]),
    ] = Field(
        default=None,
        description="A program that prints the access token, with its arguments. It runs without"
        " a shell.",
    )
    token_keyring: Annotated[
        bool, PlainValidator(values.parse_flag, json_schema_input_type=bool)
    ] = Field(
        default=False,
        description="Whether the access token is in the system's keyring, where login stores it.",
    )
    token: Annotated[
        SecretStr | None, PlainValidator(_parse_secret, json_schema_input_type=str)
    ] = Field(
        default=None,
        description="The access token itself, in a file that only you can read (mode 0600)."
        " Prefer token_command or token_keyring.",
    )

    @model_validator(mode="after")
    def _has_one_source(self) -> Self:
        sources = [name for name in TOKEN_SOURCES if getattr(self, name)]
        if len(sources) > 1:
            raise ValueError(f"has {' and '.join(sources)}; a profile has one source of its token")
        return self


class ProjectScreenSettings(Model):
    """How the screen looks and behaves, as far as a project may choose it."""

    theme: Annotated[str | None, PlainValidator(values.parse_text, json_schema_input_type=str)] = (
        Field(
            default=None,
            description="The colours, by the name of a theme; seq-tui shows them by ctrl+p, Theme.",
        )
    )
    keys: dict[
        str,
        Annotated[
            str,
            PlainValidator(values.parse_key_names, json_schema_input_type=str | list[str]),
        ],
    ] = Field(
        default={},
        description="Keys by the id of what they do; they replace the keys that it has. Several"
        ' are separated by commas, as in search = "slash,f3"; an empty text leaves no key.',
    )
    columns: Annotated[
        tuple[str, ...],
        PlainValidator(
            values.parse_columns,
            json_schema_input_type=list[
                Literal["marks", "steps", "length", "id", "creator", "created", "updated"]
            ],
        ),
    ] = Field(
        default=values.DEFAULT_COLUMNS,
        description="The columns of the list beside the name, from left to right. Where there is"
        " no room, the last go first.",
    )
    sort: Annotated[
        str,
        PlainValidator(
            values.parse_sort, json_schema_input_type=Annotated[str, Field(pattern=SORT)]
        ),
    ] = Field(
        default=ACCOUNT_ORDER,
        description="The order of the list, unless another one was chosen: name, steps, length,"
        " created, updated, creator, or account as the account has it. -updated has the newest"
        " first.",
    )
    start_time: Annotated[
        time,
        PlainValidator(
            values.parse_start_time,
            # The format is what a language server calls a time of TOML, which others take for text.
            json_schema_input_type=Annotated[str, Field(pattern=CLOCK)]
            | Annotated[str, Field(pattern=CLOCK, json_schema_extra={"format": "partial-time"})],
        ),
    ] = Field(
        default=values.DEFAULT_START_TIME,
        json_schema_extra={"default": "09:00"},
        description="The clock time at which a sequence starts, unless another start is chosen.",
    )
    zone: Annotated[str | None, PlainValidator(values.parse_zone, json_schema_input_type=str)] = (
        Field(
            default=None,
            description="The time zone of starts and dates, such as Europe/Warsaw; by default, that"
            " of the system.",
        )
    )
    weekend_rule: Annotated[
        str,
        PlainValidator(values.parse_weekend_rule, json_schema_input_type=Literal["hold", "ignore"]),
    ] = Field(
        default="hold",
        description="What happens to an e-mail that is due on a Saturday or Sunday: it is held"
        " until Monday, or the weekend is ignored.",
    )
    glyphs: Annotated[
        str,
        PlainValidator(
            values.parse_glyphs, json_schema_input_type=Literal["auto", "unicode", "ascii"]
        ),
    ] = Field(
        default=values.AUTO,
        description="The signs of the screen: unicode, ascii, or by what the terminal can show.",
    )
    mouse: Annotated[bool, PlainValidator(values.parse_flag, json_schema_input_type=bool)] = Field(
        default=True,
        description="Whether the screen reacts to the mouse; otherwise, the terminal selects text.",
    )
    slow: Annotated[
        bool | str,
        PlainValidator(values.parse_slow, json_schema_input_type=bool | Literal["auto"]),
    ] = Field(
        default=values.AUTO,
        description="Whether the link to the terminal is slow, so that less is drawn; auto finds"
        " out.",
    )


class ScreenSettings(ProjectScreenSettings):
    """How the screen looks and behaves."""

    page_url: Annotated[
        str | None,
        PlainValidator(
            values.parse_page_url,
            json_schema_input_type=Annotated[str, Field(pattern=r"^https://")],
        ),
    ] = Field(
        default=None,
        description="The web page that the key o opens, https only; {id} stands for the id of the"
        " sequence. By default, Sell's page of all sequences.",
    )


class CheckSettings(Model):
    """What is found to be wrong with sequences, and how grave it is."""

    level: Annotated[
        str,
        PlainValidator(checks.parse_level, json_schema_input_type=Literal[*checks.LEVELS]),
    ] = Field(
        default=checks.DEFAULT_LEVEL,
        description="The lowest level of findings that the command check reports.",
    )
    longest_gap: Annotated[
        int, PlainValidator(checks.parse_limit, json_schema_input_type=_Limit)
    ] = Field(
        default=LONGEST_GAP,
        description="The most weekdays between two steps that the rule long-gap does not find.",
    )
    often_held: Annotated[
        int, PlainValidator(checks.parse_share, json_schema_input_type=_Share)
    ] = Field(
        default=OFTEN_HELD,
        description="The least share of the hours of a week, in per cent, that the rule often-held"
        " finds if an e-mail is held over a weekend from that many starts.",
    )
    template_reuse: Annotated[
        int, PlainValidator(checks.parse_limit, json_schema_input_type=_Limit)
    ] = Field(
        default=TEMPLATE_REUSE,
        description="The most sequences with one template that the rule reused-template does not"
        " find.",
    )
    rules: dict[
        Annotated[str, PlainValidator(checks.parse_rule_id, json_schema_input_type=str)],
        Annotated[
            str,
            PlainValidator(
                checks.parse_rule_level, json_schema_input_type=Literal["off", *checks.LEVELS]
            ),
        ],
    ] = Field(
        default={},
        description="How grave it is to break a rule, by its id; off turns it off. seq-tui check"
        " --list prints all rules.",
    )


class ProjectSettings(Model):
    """The settings of seq-tui in the file `.textual.toml` of a folder: the screen only."""

    screen: ProjectScreenSettings = Field(
        default_factory=ProjectScreenSettings, description="How the screen looks and behaves."
    )


class Settings(Model):
    """The settings of seq-tui."""

    profile: Annotated[
        str | None, PlainValidator(values.parse_profile_name, json_schema_input_type=str)
    ] = Field(default=None, description="The profile that is used unless --profile names another.")
    profiles: dict[
        Annotated[str, PlainValidator(values.parse_profile_name, json_schema_input_type=str)],
        Profile,
    ] = Field(default={}, description="The accounts, each in a table such as [profiles.sales-eu].")
    screen: ScreenSettings = Field(
        default_factory=ScreenSettings, description="How the screen looks and behaves."
    )
    checks: CheckSettings = Field(
        default_factory=CheckSettings,
        description="What is found to be wrong with sequences, and how grave it is.",
    )
