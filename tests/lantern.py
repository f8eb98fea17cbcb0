"""A comment on a page, and another in a frame: what tests of archives put into them."""

from __future__ import annotations

OWN = (
    '<ol class="commentlist"><li id="comment-5" class="comment depth-1"><cite class="fn">Märta</cite>'
    '<div class="comment-meta"><a href="#comment-5">2 days ago</a></div><p>Too dim for me.</p></li></ol>'
)
FRAME = (
    '<html><body><ul id="post-list"><li class="post" id="post-7"><span class="author">Osk</span>'
    '<div class="post-message"><p>Bright enough.</p></div></li></ul></body></html>'
)
