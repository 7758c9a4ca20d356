"""The classes of the network, in the order of its outputs."""

CLEAN = ""
LABELS: tuple[str, ...] = (
    CLEAN,
    "FR101",
    "FR102",
    "FR103",
    "FR104",
    "FR105",
    "FR106",
    "FR107",
    "FR108",
    "FR109",
    "FR110",
    "FR111",
    "FR112",
    "FR201",
    "FR202",
    "FR203",
    "FR204",
    "FR301",
    "FR302",
    "FR304",
    "FR401",
)
