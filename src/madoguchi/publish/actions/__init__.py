from madoguchi.publish.actions.answering import answer_item, bring_items, drop_held_items, make_items, propose_items
from madoguchi.publish.actions.asking import check_again, stop
from madoguchi.publish.actions.bringing import bring
from madoguchi.publish.actions.checking import run_check
from madoguchi.publish.actions.choosing import accept, accept_provable, look_at, undo
from madoguchi.publish.actions.counting import count_release, propose_count
from madoguchi.publish.actions.erasing import erase, erase_old
from madoguchi.publish.actions.fetching import follow_check, follow_release, look_into_folder, propose_fetched
from madoguchi.publish.actions.letting_out import announce, is_announced, release, retract
from madoguchi.publish.actions.making import make_release, propose_table
from madoguchi.publish.actions.matching import match_heading
from madoguchi.publish.actions.photographing import (
    accept_photo,
    make_photos,
    propose_photos,
    refuse_photo,
)
from madoguchi.publish.actions.placing import set_aside
from madoguchi.publish.actions.releasing import build_release, describe_dataset, propose_release
from madoguchi.publish.actions.reusing import publish_reuse, take_reuse_back
from madoguchi.publish.actions.sending import (
    drop_left_photos,
    drop_photos,
    resume_photos,
    seal_sent,
    send_photos,
    stop_photos,
    take_photos,
)
from madoguchi.publish.actions.standing import approve_source, register_source, stop_source
from madoguchi.publish.actions.taking import take
from madoguchi.publish.actions.using import add_uses
from madoguchi.publish.actions.wanting import answer_request, publish_request, vote

__all__ = [
    "accept",
    "accept_photo",
    "accept_provable",
    "add_uses",
    "announce",
    "answer_item",
    "answer_request",
    "approve_source",
    "bring",
    "bring_items",
    "build_release",
    "check_again",
    "count_release",
    "describe_dataset",
    "drop_held_items",
    "drop_left_photos",
    "drop_photos",
    "erase",
    "erase_old",
    "follow_check",
    "follow_release",
    "is_announced",
    "look_at",
    "look_into_folder",
    "make_items",
    "make_photos",
    "make_release",
    "match_heading",
    "propose_count",
    "propose_fetched",
    "propose_items",
    "propose_photos",
    "propose_release",
    "propose_table",
    "publish_request",
    "publish_reuse",
    "refuse_photo",
    "register_source",
    "release",
    "resume_photos",
    "retract",
    "run_check",
    "seal_sent",
    "send_photos",
    "set_aside",
    "stop",
    "stop_photos",
    "stop_source",
    "take",
    "take_photos",
    "take_reuse_back",
    "undo",
    "vote",
]
