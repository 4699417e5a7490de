"""The words and letters of drawn text."""

from __future__ import annotations

from trainer.corruption.contract import Random

_WORD_LIST = """
the of and to in a is that for it as was with be by on not he his but at are this have from or had an
they which one you were her all she there would their we him been has when who will more no if out so
said what up its about into than them can only other new some could time these two may then do first any
my now such like our over man me even most made after also did many before must through back years where
much your way well down should because each just those people too little state good very make world still
own see men work long get here between both life being under never day same another know while last might
us great old year off come since against go came right used take three river garden window summer winter
morning bridge street market library station mountain village harbour island forest castle church museum
gallery picture portrait camera negative album memory family wedding birthday holiday train ship horse
bicycle letter number paper silver copper glass yellow purple violet orange quartz zigzag jumble vivid
quick brown fox jumps lazy dog Sample Preview Proof Copyright Photo Studio Archive Private Draft Copy
Paris London Berlin Vienna Prague Madrid Lisbon Athens January February March April June July August
October 1912 1938 1954 1967 1983 1999 2004 2016 No. & !
"""
COMMON_WORDS = tuple(_WORD_LIST.split())
LONG_WORDS = tuple(word for word in COMMON_WORDS if len(word) > 3)
LETTERS_AND_DIGITS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def line(count: int, letters: str, rng: Random) -> str:
    """`count` words from the list ("words"), or as many random runs of 2 to 9 letters ("random")."""
    if letters == "words":
        return " ".join(COMMON_WORDS[index] for index in rng.integers(len(COMMON_WORDS), size=count))
    runs = (rng.integers(len(LETTERS_AND_DIGITS), size=rng.integers(2, 10)) for _ in range(count))
    return " ".join("".join(LETTERS_AND_DIGITS[index] for index in run) for run in runs)
