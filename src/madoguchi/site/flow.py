"""Who takes over what. Reads like the story of one application; nothing else connects a lower room to a higher one.

`now` runs in the same transaction as the event; `later` becomes a hand-over that the worker runs.
"""


def connect() -> None:
    """Called once when all rooms are loaded."""
    from madoguchi.decide import actions as decide
    from madoguchi.publish import actions as publish
    from madoguchi.publish.queries.kept import kept
    from madoguchi.receive import actions as receive
    from madoguchi.receive import datasets
    from madoguchi.trail.flow import register

    # Somebody names a dataset in a form: it is found in the catalogue.
    datasets.found_by(kept)

    # An application arrived: the receipt has its case. The worker then asks the decision tables, which only propose.
    register("receive.submitted", now=(decide.open_case,))
    register("decide.case_opened", later=(decide.propose,))

    # The correction that the office asked for is here: the clock goes on, the tables look at the new answers.
    register("receive.corrected", now=(decide.receive_correction,))
    register("decide.correction_received", later=(decide.propose,))

    # Somebody is shielded from this moment on: every link of the household is worth nothing, and no open board goes on.
    register("protect.shielded", now=(receive.revoke_links, receive.refresh_boards))
    register("protect.matched", now=(receive.revoke_links,))

    # The applicant took it back.
    register("receive.withdrawn", now=(decide.withdrawn,))

    # There is a letter: the worker sets it in type and tells by e-mail that there is one, this letter before the next.
    # What failed is set in type once more when somebody asks.
    register("receive.letter_written", later=(receive.print_letter, receive.mail_notice))
    register("receive.letter_wanted", later=(receive.print_letter,))

    # An office brought a file to be published, or wants it held against another standard: the worker checks it.
    register("publish.check_wanted", later=(publish.run_check,))

    # A clean table is to become a release: the worker builds every form of it. A person lets it out.
    register("publish.release_proposed", later=(publish.build_release,))

    # The same of a file from the folder of sources: what passes its check is proposed, and what is built goes out, both
    # under the approval that a person gave once.
    register("publish.checked", now=(publish.follow_check,))
    register("publish.unreadable", now=(publish.follow_check,))
    register("publish.fetch_passed", later=(publish.propose_fetched,))
    register("publish.release_built", now=(publish.follow_release,))
    register("publish.release_failed", now=(publish.follow_release,))

    # Cases are to be counted: the worker counts each period that is over, hides, and proves. A person lets it out.
    register("publish.count_proposed", later=(publish.count_release,))

    # What is public already, a register or the guides of the procedures, is to be data.
    register("publish.table_proposed", later=(publish.make_release,))

    # Photographs were sent: the worker makes each anew, a few in one go. A person looks at each.
    register("publish.photos_sent", later=(publish.take_photos,))
    register("publish.photos_go_on", later=(publish.take_photos,))

    # Accepted photographs are to be a release: the worker lays them beside a table of their hashes.
    register("publish.photos_proposed", later=(publish.make_photos,))

    # Items of an app that a person answered for are to be a release.
    register("publish.items_proposed", later=(publish.make_items,))
