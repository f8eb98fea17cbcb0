"""Messages of the Python interface, said to somebody at the command line: arguments by the names of their options."""

from __future__ import annotations

from typing import Final

#: How a message names an argument, and what that is called at the command line.
OPTIONS: Final = (
    ("(max_bytes)", "(--max-bytes)"),
    ("discussion=…", "--discussion ID"),
    ("columns={'text': …}", "--columns text=COLUMN"),
    ("columns={'text': '3'}", "--columns text=3"),
    ("columns=…", "--columns"),
    ("platform='bare-text'", "--from bare-text"),
    ("backend='torch'", "--backend torch"),
    ("leave device out", "leave --device out"),
)


def spoken(message: str) -> str:
    """Return the message with options in place of arguments."""
    for argument, option in OPTIONS:
        message = message.replace(argument, option)
    return message
