"""A page for the person who decides whether results may leave."""

from thuiszitters.release.review.page import review_page, write_review

__all__ = ["review_page", "write_review"]
