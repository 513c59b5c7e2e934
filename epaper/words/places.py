"""Where the shipped words are; it stands alone, for who reads none of them."""

from pathlib import Path

SHIPPED = Path(__file__).parent
