"""Where everything stands in a drawing, in both directions."""

from registration.web.organizer.figures import charts
from registration.web.organizer.figures.charts import Row

ROWS = [
    Row("Everyone", [("confirmed", 20), ("held", 5), ("waiting", 15)], "25 of 30", "+15", limit=30),
    Row("Nobody", [("confirmed", 0)], "0"),
    Row("National Association of Women Mediators of the Lakes and of the Rivers", [("confirmed", 4)], "4"),
    Row("全国湖区妇女调解员及和平建设工作者联合总会秘书处", [("confirmed", 4)], "4"),
]


def test_bars_share_one_scale_and_stand_one_after_the_other():
    everyone, nobody, long, _wide = charts.bars(ROWS, mirrored=False).bars

    assert [(part.kind, part.x) for part in everyone.parts] == [
        ("confirmed", 0),
        ("held", charts.LONGEST_BAR * 20 / 40),
        ("waiting", charts.LONGEST_BAR * 25 / 40),
    ]
    assert sum(part.width for part in everyone.parts) == charts.LONGEST_BAR == everyone.end
    assert everyone.mark == charts.LONGEST_BAR * 30 / 40
    assert long.parts[0].width == everyone.parts[0].width / 5
    assert nobody.parts == []
    assert nobody.end == 0


def test_from_right_to_left_it_is_the_same_drawing_mirrored():
    right, left = (charts.bars(ROWS, mirrored=mirrored).bars for mirrored in (False, True))

    for one, other in zip(right, left, strict=True):
        assert [part.width for part in one.parts] == [part.width for part in other.parts]
        assert [round(100 - part.x - part.width, 2) for part in one.parts] == [part.x for part in other.parts]
        assert other.end == 100 - one.end


def test_a_label_takes_as_many_lines_as_it_needs_and_the_bar_stands_below():
    drawn = charts.bars(ROWS, mirrored=False)

    assert [len(bar.lines) for bar in drawn.bars] == [1, 1, 2, 2]
    assert all(bar.lines[-1][1] < bar.y for bar in drawn.bars)
    assert drawn.height > drawn.bars[-1].y


def test_columns_go_up_and_down_from_one_line_on_one_scale():
    drawn = charts.columns([(8, 0), (0, 0), (4, 2)], mirrored=False)
    mirrored = charts.columns([(8, 0), (0, 0), (4, 2)], mirrored=True)

    assert [column.above for column in drawn.columns] == [charts.UPWARDS, 0, charts.UPWARDS / 2]
    assert [column.below for column in drawn.columns] == [0, 0, charts.UPWARDS / 4]
    assert [column.x for column in mirrored.columns] == sorted(
        (column.x for column in drawn.columns), reverse=True
    )
    assert drawn.most < drawn.least
    assert mirrored.most > mirrored.least


def test_where_nobody_withdrew_there_is_no_number_for_it():
    assert charts.columns([(1, 0)], mirrored=False).least is None


def test_a_stair_ends_at_its_number():
    assert charts.curve([1, 2, 4], 4, mirrored=False).end == 0
    assert charts.curve([0, 1, 1], 4, mirrored=False).end == 75
    assert charts.curve([1, 2], 2, mirrored=False).points == "0,100 0.0,50.0 50.0,50.0 50.0,0.0 100.0,0.0"
    assert charts.curve([1, 2], 2, mirrored=True).points == "100.0,100 100.0,50.0 50.0,50.0 50.0,0.0 0.0,0.0"
