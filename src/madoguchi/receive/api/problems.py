"""Errors for programs: application/problem+json (RFC 9457), with what is wrong where, in Japanese and English."""

from collections.abc import Iterable
from typing import Any

from django.http import JsonResponse

from madoguchi.declare.problem import Problem

TITLES = {
    "not-json": ("本文をJSONとして読めません。", "The body is not JSON."),
    "key-twice": ("同じ名前のキーが、1つのオブジェクトに2つあります。1つにしてください。", "An object has the same key twice. Keep one of them."),
    "wrong-shape": ("本文は version と answers を持つオブジェクトにしてください。", "The body must be an object with version and answers."),
    "media-type": ("Content-Type は application/json にしてください。", "The content type must be application/json."),
    "too-large": ("本文が大きすぎます。", "The body is too large."),
    "no-key": ("Idempotency-Key ヘッダーが必要です(8〜200文字のASCII)。", "The header Idempotency-Key is required (8 to 200 ASCII characters)."),
    "other-content": ("同じ Idempotency-Key で、別の内容をすでに受け付けています。", "Other content was accepted under this Idempotency-Key before."),
    "old-version": ("この version は、いま受け付けている版ではありません。", "This version is not the one in force."),
    "invalid": ("回答に直していただくところがあります。", "The answers have problems."),
    "not-found": ("その手続きはありません。", "There is no such procedure."),
    "method": ("この方法では使えません。", "This method is not allowed here."),
}  # fmt: skip


def refuse(code: str, status: int, *, problems: Iterable[Problem] = (), **more: Any) -> JsonResponse:
    ja, en = TITLES[code]
    body = {"type": f"urn:madoguchi:problem:{code}", "title": en, "title_ja": ja, "status": status} | more
    listed = [{"path": p.path, "part": p.part, "code": p.code, "ja": p.ja, "en": p.en} for p in problems]
    return answer(body | ({"problems": listed} if listed else {}), status, "application/problem+json")


def answer(body: Any, status: int = 200, content_type: str = "application/json") -> JsonResponse:
    response = JsonResponse(body, status=status, safe=False)  # in ASCII: a lone surrogate of a key can be told, too
    response.headers["Content-Type"] = content_type
    return response
