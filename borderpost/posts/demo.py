"""The fictional posts of the demonstration: this machine's, and its twin across the border."""

from __future__ import annotations

from collections.abc import Callable

from borderpost.posts import letterheads, queries, services
from borderpost.posts.services import LaneFacts, PostFacts

PAIR = (
    PostFacts("DEM", "Demo-Gogui", "MLI", "Africa/Bamako"),
    PostFacts("DEN", "Demo-Kobenni", "MRT", "Africa/Nouakchott"),
)
_LETTERHEAD = {
    "lines_fr": "République d'Exemple\nMinistère de la Frontière imaginaire\nPolice des frontières",
    "lines_en": "Republic of Example\nMinistry of the Imaginary Border\nBorder Police",
    "lines_ar": "جمهورية المثال\nوزارة الحدود المتخيلة\nشرطة الحدود",
    "footer_fr": "Démonstration : tout est inventé.",
    "footer_en": "Demonstration: everything is invented.",
    "footer_ar": "عرض تجريبي: كل شيء متخيل.",
}
_LANES = (("1", "Voie 1", "E"), ("2", "Voie 2", "X"))


def fill(say: Callable[[str], object]) -> None:
    """Make the posts with two lanes each, unless there is one."""
    if queries.all_posts():
        return
    for facts in PAIR:
        post = services.create_post(facts, by=None)
        for code, name, direction in _LANES:
            services.create_lane(post.id, LaneFacts(code, name, direction), by=None)
        letterheads.change(post.id, _LETTERHEAD, b"", drop_logo=False, by=None)
        say(f"Post {post.name} with two lanes and a letterhead.")
