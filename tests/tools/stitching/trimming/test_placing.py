"""The window of a clip: inside it, clean where it can be, and never through a word."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tools.stitching.trimming import ClipLook, Fault, Finding, window
from tools.stitching.trimming.placing import SHORTEST

NOTHING = Finding(fault=Fault.NOTHING, frames=6, seconds=Decimal("0.25"), reason="nothing found", certainty=1.0)


def found(seconds, fault=Fault.FROZEN, reason="frozen for some frames"):
    return Finding(fault=fault, frames=9, seconds=Decimal(seconds), reason=reason, certainty=0.9)


def looked(seconds="5", head=NOTHING, tail=NOTHING, **sound):
    return ClipLook(frames=120, rate=24.0, seconds=Decimal(seconds), head=head, tail=tail, **sound)


def lengths(most=12):
    return st.decimals(min_value=Decimal("0.04"), max_value=most, places=3)


ends = st.one_of(st.just(NOTHING), lengths(2).map(found))
looks = st.builds(
    looked,
    seconds=lengths(15),
    head=ends,
    tail=ends,
    head_sound=st.none() | lengths(1).map(found),
    tail_sound=st.none() | lengths(1).map(found),
)
spans = st.lists(st.tuples(lengths(), lengths()).map(lambda pair: tuple(sorted(pair))), max_size=3)
places = st.none() | lengths(1) | st.just(Decimal(0))


@given(looks, lengths(), spans, st.booleans(), places, places)
def test_a_window_is_always_inside_its_clip_and_the_same_every_time(look, wanted, speech, heard, head_at, tail_at):
    wishes = {"speech": speech, "heard": heard, "head_at": head_at, "tail_at": tail_at}
    chosen = window(look, wanted, **wishes)
    assert chosen.head >= 0
    assert chosen.seconds > 0
    assert chosen.head + chosen.seconds <= look.seconds
    assert chosen.shortened_by == max(0, wanted - chosen.seconds)
    assert chosen.reason
    assert window(look, wanted, **wishes) == chosen


@given(looks, lengths(), spans.filter(bool))
def test_no_word_is_ever_cut(look, wanted, speech):
    chosen = window(look, wanted, speech=speech, heard=True)
    for start, end in speech:
        if end > start and start < look.seconds:
            assert chosen.head <= start
            assert chosen.head + chosen.seconds >= min(end, look.seconds)


@given(looks, lengths())
def test_no_shot_is_shortened_below_a_second(look, wanted):
    assert window(look, wanted).seconds >= min(wanted, SHORTEST, look.seconds)


@given(looks, lengths(), lengths(1))
def test_a_fixed_end_stays_where_its_neighbour_needs_it(look, wanted, at):
    if at >= look.seconds:
        return
    from_head = window(look, wanted, head_at=at)
    assert from_head.head == at
    to_tail = window(look, wanted, tail_at=at)
    assert to_tail.head + to_tail.seconds == look.seconds - at


def test_what_is_found_is_cut_and_the_rest_is_centred():
    chosen = window(looked(head=found("0.500")), Decimal(4))
    assert (chosen.head, chosen.seconds, chosen.shortened_by) == (Decimal("0.625"), 4, 0)
    assert chosen.reason == "start: frozen for some frames; end: nothing found"


def test_the_usual_quarter_is_given_up_before_the_shot_is_shortened():
    chosen = window(looked(head=found("0.500")), Decimal("4.5"))
    assert (chosen.head, chosen.seconds, chosen.shortened_by) == (Decimal("0.500"), Decimal("4.5"), 0)
    assert chosen.reason.endswith("end: nothing found, and the shot needs the time")


def test_a_clip_with_too_little_that_is_clean_gives_a_shorter_shot_and_says_by_how_much():
    chosen = window(looked(head=found("0.500"), tail=found("0.400")), Decimal("4.5"))
    assert (chosen.head, chosen.seconds) == (Decimal("0.500"), Decimal("4.100"))
    assert chosen.shortened_by == Decimal("0.400")
    assert "0.400 s shorter than wanted" in chosen.reason


def test_somebody_who_speaks_over_a_fault_is_heard():
    look = looked(head=found("0.500"))
    chosen = window(look, Decimal(4), speech=[(Decimal("0.2"), Decimal("1.5"))])
    assert chosen.head == Decimal("0.100")
    assert "frozen for some frames, but somebody speaks there" in chosen.reason


def test_words_longer_than_the_shot_make_it_longer_and_that_is_said():
    chosen = window(looked(), Decimal(2), speech=[(Decimal(1), Decimal(4))])
    assert (chosen.head, chosen.seconds) == (Decimal("0.900"), Decimal("3.200"))
    assert "1.200 s longer than wanted" in chosen.reason


def test_faults_of_the_sound_count_only_where_it_is_heard():
    look = looked(head_sound=found("0.600", Fault.CLICK, "a click in the sound"))
    assert window(look, Decimal("4.1")).head < Decimal("0.6")
    assert window(look, Decimal("4.1"), heard=True).head >= Decimal("0.6")


def test_a_fault_at_a_seam_is_kept_and_told():
    chosen = window(looked(head=found("0.500")), Decimal(4), head_at=Decimal(0))
    assert chosen.head == 0
    assert "joined to its neighbour, although frozen for some frames" in chosen.reason


def test_with_both_ends_fixed_the_seam_at_the_head_is_kept():
    chosen = window(looked(), Decimal(4), head_at=Decimal(0), tail_at=Decimal(0))
    assert (chosen.head, chosen.seconds) == (0, 4)


def test_a_look_survives_being_kept_as_json():
    look = looked(head=found("0.500"), tail_sound=found("0.1"))
    assert ClipLook.model_validate_json(look.model_dump_json()) == look
