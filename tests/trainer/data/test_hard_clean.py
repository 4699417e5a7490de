"""The hard-clean list and its halves."""

from trainer.data.hard_clean import (
    HARD_CLEAN_NAMES,
    HELD_OUT_NAMES,
    LEARNT_NAMES,
    MARKED_NAMES,
    learnt,
    listed,
)


def test_the_list_names_each_photo_once():
    assert 60 <= len(HARD_CLEAN_NAMES) <= 150
    assert all(name.endswith(".jpg") and "/" not in name for name in HARD_CLEAN_NAMES)


def test_the_halves_are_both_large_and_share_nothing():
    assert LEARNT_NAMES | HELD_OUT_NAMES == HARD_CLEAN_NAMES and not LEARNT_NAMES & HELD_OUT_NAMES
    assert min(len(LEARNT_NAMES), len(HELD_OUT_NAMES)) >= len(HARD_CLEAN_NAMES) / 3


def test_a_photo_keeps_its_half():
    assert learnt("bsds-train-56028.jpg") and not learnt("bsds-train-163014.jpg")


def test_comments_and_empty_lines_are_no_names():
    assert list(listed("# signs\na.jpg\n\nb c.jpg \n")) == ["a.jpg", "b c.jpg"]


def test_what_bears_marks_is_not_called_clean():
    assert MARKED_NAMES and not MARKED_NAMES & HARD_CLEAN_NAMES
