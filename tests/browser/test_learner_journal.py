"""The learner's journal on a real browser's device: kept, mirrored, shared by tabs, merged, erased."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from journal_sample import ANSWER, answer, entries, questions, run, state, stored, wait_for
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_looking_leaves_nothing_and_an_answer_is_kept_twice(tab: Callable[..., Page]) -> None:
    page = tab()
    assert questions(page) == []
    assert state(page) == "kept"
    assert stored(page) == ([], [], [])
    assert answer(page, "un", "deux") == [True, True]
    assert stored(page) == (["parcours parcours"], ["deux", "un"], ["deux", "un"])
    page.reload()
    assert questions(page) == ["un", "deux"]


def test_what_one_copy_lost_comes_back_from_the_other(tab: Callable[..., Page]) -> None:
    page = tab()
    answer(page, "un", "deux")
    page.evaluate("localStorage.clear()")
    page.reload()
    assert questions(page) == ["un", "deux"]
    assert stored(page)[2] == ["deux", "un"]
    page.evaluate("new Promise((done) => (indexedDB.deleteDatabase('parcours parcours').onsuccess = done))")
    page.reload()
    assert questions(page) == ["un", "deux"]
    assert stored(page)[1] == ["deux", "un"]


def test_a_database_deleted_while_the_page_is_open_is_made_again(tab: Callable[..., Page]) -> None:
    page = tab()
    answer(page, "un")
    page.evaluate("new Promise((done) => (indexedDB.deleteDatabase('parcours parcours').onsuccess = done))")
    assert answer(page, "deux") == [True]
    assert questions(page) == ["un", "deux"]
    page.reload()
    assert questions(page) == ["un", "deux"]


def test_two_tabs_see_each_other(tab: Callable[..., Page]) -> None:
    one = tab()
    answer(one, "un")
    other = tab(beside=one)
    assert questions(other) == ["un"]
    answer(other, "deux")
    wait_for(one, "return device.entries.length === 2;")
    answer(one, "trois")
    wait_for(other, "return device.entries.length === 3;")
    assert questions(one) == questions(other) == ["un", "deux", "trois"]


def test_erasing_in_one_tab_empties_the_other_whose_later_answers_are_kept_alone(
    tab: Callable[..., Page],
) -> None:
    one = tab()
    answer(one, "un", "deux")
    other = tab(beside=one)
    assert run(one, "return device.erase();") is True
    wait_for(other, "return device.entries.length === 0;")
    assert answer(other, "trois") == [True]
    wait_for(one, "return device.entries.length === 1;")
    one.reload()
    other.reload()
    assert questions(one) == questions(other) == ["trois"]
    assert stored(one) == (["parcours parcours"], ["trois"], ["trois"])


def test_nothing_is_left_after_erasing(tab: Callable[..., Page]) -> None:
    page = tab()
    answer(page, "un")
    page.evaluate("localStorage.setItem('parcours.journal.parcours.0000000000000000', '{broken')")
    assert run(page, "return device.erase();") is True
    assert questions(page) == []
    assert stored(page) == ([], [], [])
    assert page.evaluate("localStorage.length") == 0
    page.reload()
    assert questions(page) == []


SPIED = """
    window.events = [];
    const begin = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (...given) {
        const made = begin.apply(this, given);
        if (made.mode === "readwrite") made.addEventListener("complete", () => events.push(`written: ${made.durability}`));
        return made;
    };
    StorageManager.prototype.persist = async () => events.push("asked to stay");
"""


def test_what_is_told_as_kept_is_durably_written_and_the_first_answer_asks_to_stay(
    tab: Callable[..., Page],
) -> None:
    page = tab(script=SPIED)
    work = f"""await device.add('read', {{ module: 'a2', lesson: 'l' }}); events.push('told');
        for (const question of ['un', 'deux']) {{ await device.add('answer', {ANSWER}); events.push('told'); }}
        return events;"""
    written = ["written: strict", "told"]
    assert run(page, work) == [*written, "asked to stay", *written, *written]


def test_without_a_channel_tabs_hear_of_each_other_by_the_mirror_and_a_page_that_slept_reads_again(
    tab: Callable[..., Page],
) -> None:
    alone = "delete window.BroadcastChannel;"
    one = tab(script=alone)
    answer(one, "un")
    answer(tab(beside=one, script=alone), "deux")
    wait_for(one, "return device.entries.length === 2;")
    (missed,) = entries(1)
    one.evaluate(
        "(entry) => localStorage.setItem(`parcours.journal.parcours.${entry.id}`, JSON.stringify(entry))",
        missed,
    )
    one.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    wait_for(one, "return device.entries.length === 3;")


def test_what_was_erased_a_moment_ago_is_not_taken_from_a_tab_that_has_not_heard(
    tab: Callable[..., Page],
) -> None:
    page = tab()
    answer(page, "un")
    late = """const [old] = device.entries;
        await device.erase();
        const channel = new BroadcastChannel("parcours parcours");
        channel.postMessage({ added: [old] });
        channel.postMessage({ added: given });"""
    run(page, late, entries(1))
    wait_for(page, "return device.entries.length > 0;")
    assert questions(page) == ["q0"]


# --- files --------------------------------------------------------------------------------------------


def test_merging_counts_what_is_new_and_replaces_what_is_less(tab: Callable[..., Page]) -> None:
    one = tab()
    other = tab(beside=one)
    assert run(one, "return device.merge(given);", entries(3)) == {"added": 3, "kept": True}
    wait_for(other, "return device.entries.length === 3;")
    assert run(one, "return device.merge(given);", entries(3)) == {"added": 0, "kept": True}
    assert run(one, "return device.merge(given);", entries(2, answer="zéro")) == {"added": 2, "kept": True}
    assert run(one, "return device.merge(given);", entries(2, answer="avant")) == {"added": 0, "kept": True}
    strange = [*entries(1, score=7), *entries(1, course="autre"), None, 5]
    assert run(one, "return device.merge(given);", strange) == {"added": 0, "kept": True}
    one.reload()
    assert run(one, "return device.entries.map(({ answer }) => answer);") == ["zéro", "zéro", "un"]
    assert stored(one)[1:] == (["q0", "q1", "q2"], ["q0", "q1", "q2"])


# --- erasing while another answers --------------------------------------------------------------------


def test_nothing_of_before_an_erasure_comes_back_though_another_tab_goes_on_answering(
    tab: Callable[..., Page],
) -> None:
    one = tab()
    answer(one, *[f"avant-{n}" for n in range(20)])
    other = tab(beside=one)
    run(
        other,
        f"""window.done = [];
            (async () => {{ for (let n = 0; !window.enough; n++) {{
                const question = `pendant-${{n}}`;
                if (await device.add('answer', {ANSWER})) done.push([question, Date.now()]);
                await new Promise((rested) => setTimeout(rested, 5));
            }} }})();""",
    )
    other.wait_for_function("() => done.length > 2", timeout=60_000)
    third = tab(beside=one)
    assert run(one, "return device.erase();") is True
    erased = one.evaluate("Date.now()")
    third.reload()
    other.wait_for_function(
        "(erased) => done.filter(([, at]) => at > erased).length > 5", arg=erased, timeout=60_000
    )
    done = other.evaluate("() => { window.enough = true; return done; }")
    after = {question for question, at in done if at > erased}
    for page in (one, other, third):
        page.reload()
        left = questions(page)
        assert not [question for question in left if question.startswith("avant")]
        assert after <= set(left)
    assert stored(one)[1] == stored(one)[2] == sorted(questions(one))
