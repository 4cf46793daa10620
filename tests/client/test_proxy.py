"""Which proxy is used for a host: the spellings of curl and of Go, and what they exclude."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.client import proxy
from seq_tui.client.connection import Connection
from seq_tui.client.errors import ConfigurationError
from seq_tui.client.no_proxy import no_proxy_entries
from seq_tui.client.proxy import choose_proxy

PROXY = "http://proxy.test:3128"
USED = ("HTTPS_PROXY", PROXY)


def chosen(base: str, **environ: str) -> tuple[str, str]:
    choice = choose_proxy(httpx.URL(base), environ)
    return choice.reason, choice.address


@pytest.mark.parametrize(
    ("no_proxy", "base", "entry"),
    [
        ("a.test, sell.test", "https://sell.test", "sell.test"),
        ("a.test sell.test", "https://sell.test", "sell.test"),
        ("a.test;sell.test;b.test", "https://sell.test", "sell.test"),
        (" ;, sell.test ,", "https://sell.test", "sell.test"),
        ("sell.test", "https://api.sell.test", "sell.test"),
        (".sell.test", "https://api.sell.test", ".sell.test"),
        (".sell.test", "https://sell.test", ".sell.test"),
        ("*.sell.test", "https://api.sell.test", "*.sell.test"),
        ("*.SELL.test", "https://API.sell.test", "*.SELL.test"),
        ("sell.test.", "https://sell.test", "sell.test."),
        ("sell.test", "https://sell.test.", "sell.test"),
        ("*.test.", "https://sell.test.", "*.test."),
        ("sell.test:443", "https://sell.test", "sell.test:443"),
        ("sell.test:8443", "https://sell.test:8443", "sell.test:8443"),
        ("*.sell.test:443", "https://api.sell.test", "*.sell.test:443"),
        ("10.0.0.0/8", "https://10.20.30.40", "10.0.0.0/8"),
        ("10.1.2.3/8", "https://10.20.30.40", "10.1.2.3/8"),
        ("192.168.1.7", "https://192.168.1.7", "192.168.1.7"),
        ("192.168.1.7:443", "https://192.168.1.7", "192.168.1.7:443"),
        ("2001:db8::/32", "https://[2001:db8::5]", "2001:db8::/32"),
        ("2001:DB8:0:0::5", "https://[2001:db8::5]", "2001:DB8:0:0::5"),
        ("[2001:db8::5]", "https://[2001:db8::5]", "[2001:db8::5]"),
        ("[2001:db8::5]:443", "https://[2001:db8::5]", "[2001:db8::5]:443"),
        ("10.0.0.0/8", "https://[::ffff:10.0.0.1]", "10.0.0.0/8"),
        ("::ffff:10.0.0.0/104", "https://10.9.9.9", "::ffff:10.0.0.0/104"),
        ("bücher.test", "https://bücher.test", "bücher.test"),
        ("xn--bcher-kva.test", "https://bücher.test", "xn--bcher-kva.test"),
        ("*", "https://sell.test", "*"),
    ],
)
def test_an_entry_of_no_proxy_excludes_a_host_and_is_named(
    no_proxy: str, base: str, entry: str
) -> None:
    assert chosen(base, HTTPS_PROXY=PROXY, NO_PROXY=no_proxy) == (f"{entry} in NO_PROXY", "")
    assert chosen(base, https_proxy=PROXY, no_proxy=no_proxy) == (f"{entry} in no_proxy", "")


@pytest.mark.parametrize(
    ("no_proxy", "base"),
    [
        ("", "https://sell.test"),
        ("ell.test", "https://sell.test"),
        ("*.sell.test", "https://sell.test"),
        ("api.sell.test", "https://sell.test"),
        ("sell.test:80", "https://sell.test"),
        ("sell.test", "https://sell.test.evil.test"),
        ("10.0.0.0/8", "https://11.0.0.1"),
        ("10.0.0.0/8", "https://10.test"),
        ("2001:db8::/32", "https://10.0.0.1"),
        ("10.0.0.1:80", "https://10.0.0.1"),
        ("http://sell.test", "https://sell.test"),
        ("s*ll.test", "https://sell.test"),
    ],
)
def test_any_other_host_goes_through_the_proxy(no_proxy: str, base: str) -> None:
    assert chosen(base, HTTPS_PROXY=PROXY, NO_PROXY=no_proxy) == USED


@pytest.mark.parametrize(
    ("environ", "choice"),
    [
        ({"HTTPS_PROXY": f" {PROXY}\t"}, USED),
        ({"HTTPS_PROXY": " proxy.test:3128"}, USED),
        ({"ALL_PROXY": PROXY}, ("ALL_PROXY", PROXY)),
        ({"all_proxy": PROXY, "HTTPS_PROXY": PROXY}, USED),
        ({"https_proxy": PROXY, "HTTPS_PROXY": "http://other.test"}, ("https_proxy", PROXY)),
        ({"https_proxy": "", "HTTPS_PROXY": PROXY}, ("no variable sets one", "")),
        ({"HTTPS_PROXY": " "}, ("no variable sets one", "")),
        ({"HTTP_PROXY": PROXY}, ("no variable sets one", "")),
    ],
)
def test_the_variable_that_sets_the_proxy_is_named(
    environ: dict[str, str], choice: tuple[str, str]
) -> None:
    assert chosen("https://sell.test", **environ) == choice


@pytest.mark.parametrize("base", ["http://127.0.0.1:8080", "https://localhost", "https://[::1]"])
def test_this_machine_needs_no_entry(base: str) -> None:
    reason, address = chosen(base, HTTPS_PROXY=PROXY, ALL_PROXY=PROXY)
    assert (reason, address) == ("this machine is never reached through a proxy", "")


def test_entries_that_match_no_host_are_known() -> None:
    wrong = ["http://a.test", "10.0.0.0/33", "a*.test", "a.test:https", "[a.test]", "a..b", "."]
    right = ["*", "*.a.test", ".a.test", "a.test:1", "::1", "[::1]:1", "10.0.0.0/8", "a.test."]
    entries = no_proxy_entries(" ".join(wrong + right))
    assert [entry.text for entry in entries if not entry.is_usable] == wrong


def test_a_password_is_not_in_the_representation() -> None:
    choice = choose_proxy(httpx.URL("https://sell.test"), {"HTTPS_PROXY": "http://u:secret@p.test"})
    assert "secret" in choice.address
    assert "secret" not in repr(choice)


@pytest.mark.parametrize(
    ("is_excluded", "choice"),
    [
        (False, ("the settings of the system", PROXY)),
        (True, ("an exception in the settings of the system", "")),
    ],
)
def test_without_variables_the_system_decides(
    monkeypatch: pytest.MonkeyPatch, is_excluded: bool, choice: tuple[str, str]
) -> None:
    monkeypatch.setattr(proxy, "getproxies", lambda: {"https": "proxy.test:3128"})
    monkeypatch.setattr(proxy, "proxy_bypass", lambda _host: is_excluded)
    assert chosen("https://sell.test") == choice


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (" http://proxy.test", "proxy.test:80"),
        ("https://user:secret@proxy.test/", "https://proxy.test:443"),
        ("HTTP://proxy.test:3128", "proxy.test:3128"),
    ],
)
def test_a_proxy_is_named_with_the_port_that_is_used(
    monkeypatch: pytest.MonkeyPatch, value: str, name: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", value)
    connection = Connection(httpx.URL("https://sell.test"))
    assert connection.proxy_name == name
    connection.async_transport()


@pytest.mark.parametrize(
    "host", ["xn--zzzzzzzzzzz.test", "a..test", "a" * 64 + ".test", "p.test:99999", ""]
)
def test_a_proxy_that_no_resolver_accepts_is_refused_by_its_variable(
    monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setenv("ALL_PROXY", f"http://u:secret@{host}")
    with pytest.raises(ConfigurationError, match="ALL_PROXY") as raised:
        Connection(httpx.URL("https://sell.test")).async_transport()
    assert "secret" not in str(raised.value)


@given(st.text(alphabet="*.:/[]@,;% 01a-é\x00\ud800"), st.sampled_from(["sell.test", "10.0.0.1"]))
def test_no_value_of_no_proxy_is_a_crash(value: str, host: str) -> None:
    choose_proxy(httpx.URL(f"https://{host}"), {"HTTPS_PROXY": PROXY, "NO_PROXY": value})
