"""What a paper makes a habit of: a designer's choices that are no objections.

A layout file names those that it wants otherwise under `practice`.  Shares are of one, lines are
grid lines.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Practice:
    # -- headlines: the range about the scale's size
    headline_least: float = 0.6  # times the scale
    headline_most: float = 1.06  # times the scale
    headline_smallest: float = 12.0  # points: below, it goes over more columns, or waits
    # of its measure that the longest line fills at least, where fewer lines would do as well
    headline_filled: float = 0.6
    leads_headline_most: float = 1.14  # times the scale, for a lead
    # of a section's headlines that stand in another cut than news, those of kinds with it; 0: none
    light_heads: float = 0.25
    light_features: int = 4  # urgency from which news of a section of features may be such a one
    light_news: int = 6  # likewise of any other section

    # -- decks
    deck_from: float = 23.0  # points of the headline that a deck stands under
    deck_share: float = 0.6  # of its headline's size that a deck has at most
    most_deck: int = 3  # lines

    # -- modules
    most_briefs: int = 8  # in one column
    box_columns: int = 3  # that a fact box or a leader runs over at most
    # words of a related story that stands within the module of the one it belongs to; 0: none does
    most_nested: int = 110
    least_ppi: float = 100.0  # pixels an inch: a coarser picture gets no second column
    most_crop: float = 0.42  # how far log(shown aspect / true aspect) may go
    chart_give: float = 0.35  # likewise for a chart
    most_picture: int = 90  # lines of a picture
    relaxed_white: int = 12  # lines that a leg may end short where nothing else fits
    main_columns: int = 3  # that a page's main picture should take

    # -- the front page
    front_stories: int = 5
    least_front: int = 4  # stories, whenever the day has them
    front_jumps: int = 1  # stories that may go on inside: most readers do not follow a jump
    spare_stories: int = 4  # that wait for a front page that the others do not fill
    thin_briefs: int = 32  # likewise, on a day of briefs
    short_words: int = 330  # a story up to this can stand whole on the front page
    least_short: float = 0.4  # of short_words, on the smallest pages
    full_front: float = 700.0  # columns x lines under the nameplate that short_words is meant for
    front_words: int = 60  # least words of a story on the front page, a flash apart
    picture_urgency: int = 2  # steps that a story may be less urgent for having a picture
    least_part: int = 12  # lines of a jumped story on either page

    # -- pages
    full: float = 0.97  # of the pages that stories at their best shapes may ask for
    longest: float = 0.62  # of a page that one story may take; a longer one goes on
    part: float = 0.5  # of a page that each part of such a story takes
    least_added: float = 0.6  # of the pages that stories must ask for before pages are added
    least_used: float = 0.72  # likewise, for all pages to be used
    opinion_alone: float = 0.6  # of its pages that opinion fills, to have no guests on them
    least_lead: int = 20  # lines of text of a story that leads a page
    headed: float = 0.3  # of a page from which a section is named in its heading

    # -- advertisements
    most_ads: float = 0.62  # of a news page, unless they take it whole
    front_ad: float = 0.4  # of page 1's depth that an advertisement on it may take
    first_pages: int = 3  # that carry no more than a strip unless an advertiser booked them
    strip_lines: int = 24  # an advertisement over all columns no deeper than this is a strip
    sliver: int = 14  # lines: a column with less room above its advertisements holds no news
