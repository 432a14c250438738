"""Colors of the site's tokens, for what cannot read `tokens.css`; a test holds them to it."""

from __future__ import annotations

BRAND, ACCENT, PAPER = "#0c4a4f", "#eab02e", "#fdfcfa"
