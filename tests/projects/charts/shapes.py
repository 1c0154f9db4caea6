"""Trajectories of every shape that the record may hold, the hostile ones too."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal as Number

from projects.comparison.trajectory import Point, Projected, Promised, Reported, Trajectory

N = Number  # so that a shape fits on a line
START, END = date(2024, 1, 1), date(2024, 12, 31)


def data(**values) -> Trajectory:
    """A sum with a revision after the fact, a report that another one beats, and a projection with its interval."""
    given = {
        "as_of": date(2024, 8, 1), "unit": "KZT", "terms": "absolute", "deadline": END, "goal": N(15 * 10**11),
        "path": (Point(START, N(0)), Point(END, N(15 * 10**11))),
        "expected": Point(date(2024, 3, 31), N(37 * 10**10)),
        "reported": (
            Reported("a", date(2024, 3, 31), N(3 * 10**11), N(25 * 10**10), N(35 * 10**10), True),
            Reported("b", date(2024, 6, 30), N(6 * 10**11), N(6 * 10**11), None, False),
        ),
        "line": (Point(START, N(0)), Point(date(2024, 3, 31), N(3 * 10**11))),
        "promised": (
            Promised("x", date(2023, 12, 1), N(12 * 10**11), date(2024, 6, 30), date(2024, 4, 1)),
            Promised("y", date(2024, 4, 1), N(15 * 10**11), END, None, ("raised", "postponed"), True),
        ),
        "projected": Projected(
            (Point(date(2024, 3, 31), N(3 * 10**11)), Point(END, N(12 * 10**11))), N(10**12), N(14 * 10**11)
        ),
        **values,
    }  # fmt: skip
    return Trajectory(**given)


def plain(goal: Number, *reports: tuple[date, Number], **values) -> Trajectory:
    """One announcement and the reports on it, each exact."""
    points = tuple(Reported(f"r{place}", on, value, value, value, True) for place, (on, value) in enumerate(reports))
    deadline = values.get("deadline", END)
    return data(
        **{
            "goal": goal,
            "unit": "projects",
            "path": (),
            "expected": None,
            "projected": None,
            "reported": points,
            "line": tuple(Point(item.on, item.value) for item in points),
            "promised": (Promised("x", START, goal, deadline, None),),
            **values,
        }
    )


def revised(times: int) -> Trajectory:
    """A promise announced anew every fortnight, to other values and deadlines."""
    days = [START + timedelta(days=15 * place) for place in range(times + 1)]
    links = tuple(
        Promised(
            f"p{place}", days[place], N(100 + place * 37 % 60), END + timedelta(days=place * 29 % 200),
            None if place == times - 1 else days[place + 1], ("raised",), place % 3 == 0,
        )
        for place in range(times)
    )  # fmt: skip
    return plain(links[-1].value, promised=links, deadline=links[-1].deadline)


MARCH = date(2024, 3, 31)
SHAPES: dict[str, Trajectory] = {
    "a sum under way": data(),
    "as of a day far ahead": data(as_of=date(2045, 1, 1)),
    "nothing reported": plain(N(180)),
    "one report": plain(N(100), (MARCH, N(90))),
    "all zero": plain(N(0), (MARCH, N(0)), path=(Point(START, N(0)), Point(END, N(0)))),
    "below zero": plain(N("-3.5"), (MARCH, N("8.2")), (date(2024, 6, 30), N(-9)), unit="percent"),
    "a level that falls": plain(
        N(20), (MARCH, N(32)), unit="percent", path=(Point(START, N(40)), Point(END, N(20))),
        projected=Projected((Point(MARCH, N(32)), Point(END, N(5))), None, None),
    ),
    "a promise to hold": plain(N(95), (MARCH, N("94.8")), (date(2024, 6, 30), N("95.1")), unit="percent"),
    "huge": plain(N(10**29), (MARCH, N("1" * 29)), path=(Point(START, N(0)), Point(END, N(10**29)))),
    "tiny": plain(N("0.000000000000003"), (MARCH, N("0.000000000000001"))),
    "between": plain(N(7), (MARCH, N(12)), band=(N(5), N(7)), unit="percent"),
    "change in percent": plain(N(40), (MARCH, N(-7)), terms="percent_change"),
    "multiple": plain(N(5), (MARCH, N("1.2")), terms="multiple"),
    "one day": plain(N(5), as_of=START, deadline=START),
    "two hundred years": plain(
        N(5), (MARCH, N(2)), deadline=date(2099, 12, 31),
        promised=(Promised("x", date(1900, 1, 1), N(5), date(2099, 12, 31), None),),
    ),
    "the end of time": plain(N(5), (MARCH, N(2)), deadline=date.max, as_of=date(2024, 8, 1)),
    "open on both sides": plain(N(9), reported=(Reported("r", MARCH, N(5), None, None, True),)),
    "projection without an upper end": data(
        projected=Projected((Point(MARCH, N(3 * 10**11)), Point(END, N(12 * 10**11))), N(10**12), None)
    ),
    "twenty revisions": revised(20),
    "a hundred reports": plain(
        N(1000), *((START + timedelta(days=2 * place), N(4 * place)) for place in range(1, 101))
    ),
    "an unknown unit with a long name": plain(N(123456789), (MARCH, N(3)), unit="square_metres_of_floor_space_let"),
}  # fmt: skip
