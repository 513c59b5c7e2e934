"""What a page editor objects to, each objection with its weight and its reason.

The unit is one grid line of plain white space in one column; everything else is weighed against
that.  The sum over a page, and over the pages when stories are shared out to them, is what the
search makes small.  A layout file names the weights that it wants otherwise under `weights`.

Some objections have no weight because they cannot happen: modules are rectangles, so no story is
split over the columns of an advertisement; legs end level; there are no widows, orphans or
stretched pictures; no headline stands on an advertisement without a rule.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Replate:
    """What it costs to lay pages out again after a change, in the cost of pages."""

    # those that come out otherwise may cost so much more each before another is laid out again
    margin: float = 90.0
    most: float = 200.0  # and so much before the whole day is planned anew
    page: float = 25.0  # a page that comes out otherwise
    plated: float = 120.0  # one that a print shop has
    waits: float = 450.0  # a story that has to wait


@dataclass(frozen=True, slots=True)
class Weights:
    """Costs in lines of white; a field of another unit says so, and says where a weight begins."""

    # -- a leg and its text
    white_line: float = 1.0  # a blank line in a leg that nobody asked for
    # a leg's white foot, besides: a hole is worse than a gap
    white_foot: float = 4.0
    # a line that a leg falls short of short_leg: reads as a crumb under its headline
    short_leg_line: float = 1.5
    short_leg: int = 7  # lines
    # a line that a leg runs over long_leg: the eye finds no landing place
    long_leg_line: float = 1.2
    long_leg: int = 48  # lines
    loose_line: float = 0.6  # a paragraph run a line long or short to end a leg level: texture
    crosshead_high: float = 8.0  # a crosshead at the head of a leg: it breaks nothing there
    crosshead_low: float = 6.0  # one with two lines of text under it at the foot of its leg
    crosshead_air: float = 80.0  # a blank line more over a crosshead or a last line
    # a blank line at a headline, where nothing else makes modules meet
    air_line: float = 40.0
    # legs side by side without breakout, crosshead or picture: each line beyond grey_lines
    grey_line: float = 8.0
    grey_lines: int = (
        32  # 120 mm, with a headline's white nearly 150: the eye needs a landing place
    )

    # -- a headline and what goes with it
    # times the square of log(size / scale): the scale is what makes importance visible
    headline_size: float = 60.0
    leads_headline_size: float = 2.5  # times that, for a lead: a small one is no lead
    # a line of white in one column beside its words, beyond headline_spare of its measure
    headline_fill: float = 8.0
    headline_spare: float = 0.12
    headline_break: float = 1.0  # times the cut's badness: breaks by sense
    headline_forced: float = 60.0  # no cut suits the measure, and one is set all the same
    deck_left_out: float = 32.0  # a deck that was written and not set
    leads_deck: float = 2.0  # times that, for a page's lead
    proposed: float = 1.5  # a breakout that the text offers, where nothing needs it
    proposed_points: float = 20.0  # likewise points, which say over again what the text says
    breakout_left_out: float = 48.0  # a pull quote, number, points that were written and not set

    # -- a module's width
    width_rank: float = 3.0  # a step down the list of widths that suit the tier
    front_width_rank: float = 3.0  # times that, for the front page's lead
    width_odd: float = 16.0  # a width that the tier does not name at all
    leads_width_odd: float = 40.0  # besides, for what leads a page: it stands wide

    # -- pictures of a module
    # times the square of log(shown aspect / true aspect): crops lose what the camera saw
    picture_crop: float = 40.0
    chart_crop: float = 0.4  # times that, for a chart: it is drawn anew at any shape
    picture_size: float = 9.0  # a column away from the width that suits the tier
    picture_small: float = 1.6  # times that, where it is too small
    picture_vast: float = 40.0  # a small story's, by columns wider than main_columns and one
    # a picture wider than high in one column, where it has pixels for two: a stamp
    picture_stamp: float = 12.0
    leads_picture_stamp: float = 24.0  # likewise the lead's, or the page's main picture
    picture_beside: float = 1.5  # a picture in columns of its own: the headline does not span it
    # times the share by which a picture falls short of good_ppi at its width
    picture_soft: float = 40.0
    good_ppi: float = 150.0  # pixels an inch
    picture_left_out: float = 60.0  # a picture that the editor gave and no reader sees
    further_picture: float = 0.6  # times that, for one beside others that are seen
    # the first one of a page's lead, or the one that was to be its main picture
    leads_picture_left_out: float = 120.0
    # a line by which a picture deeper than high_picture pushes its headline down the page
    head_low: float = 0.7
    high_picture: int = 30  # lines
    leads_head_low: float = 4.0  # times that, for a lead

    # -- what only the whole page shows
    air_under: float = 60.0  # a blank line under a headline at the head of the page, not over it
    inverted: float = 140.0  # a story with a larger headline than a more urgent one
    equal_to_lead: float = 60.0  # a headline of the lead's size: nobody sees which is the lead
    # times how near the largest of the others comes to it: the lead stands a clear step above
    near_lead: float = 100.0
    tombstone: float = 180.0  # two headlines of like size side by side at one height
    tombstone_ratio: float = 1.16  # of two sizes, from which they are unlike
    head_beside_head: float = 3.3  # headlines of unlike size side by side at one height
    # headlines of one size side by side or one above the other, both of people or boxes
    same_voice: float = 25.0
    lead_low: float = 30.0  # the lead does not stand at the top: a share of it within lead_depth
    lead_depth: int = 12  # lines
    # times lines of depth by which a more urgent story stands under a less urgent one
    order: float = 0.12
    picture_touch: float = 14.0  # pictures of two stories side by side with nothing between
    picture_on_ad: float = 6.0  # a picture that stands on an advertisement with no text between
    # a sidebar, a fact box away from its main story: a package is one thing to read
    package_apart: float = 40.0
    related_apart: float = 8.0  # related stories on the page that do not touch
    same_shape: float = 3.0  # a third module of one width on the page: boxes in a row
    wrong_dominant: float = 60.0  # the largest picture shows something else, or is a guest's
    no_dominant: float = 30.0  # no picture is clearly the largest, or it stands below upper_page
    rival: float = 0.7  # of the largest picture's area: from there a second one competes with it
    upper_page: int = 60  # lines
    # the largest picture is too small to be seen first; times how far it falls short of the share
    small_dominant: float = 36.0
    dominant_share: float = 0.13  # of the news hole
    # likewise where it, or another, leaves the page hardly room for news
    large_dominant: float = 240.0
    most_dominant: float = 0.2  # of the news hole
    no_picture: float = 110.0  # a page of grey: nothing but headlines to enter by
    no_entry: float = 70.0  # the story that is to be the entry of such a page stands without one
    entry_instead: float = 0.05  # times no_picture, where a quote, number or points are that entry
    same_breakout: float = 120.0  # a third proposed breakout of one kind on the page, and any more
    # times the share of the page that keeps to no skeleton: an architecture carries the eye
    skeleton: float = 60.0
    wish: float = 300.0  # a story not at the place that the editor wants
    filler: float = 60.0  # a house advertisement where news was wanted
    filler_area: float = 0.05  # a line of one column of it
    unfilled: float = 150.0  # a region of the page that no tree of these items fills to its foot

    # -- facing pages
    same_skeleton: float = 40.0  # both of one skeleton: two pages that look the same
    mirrored_skeleton: float = 15.0  # one is the other's mirror image
    heads_across: float = 10.0  # headlines of one size at one height across the fold

    # -- the front page
    jump: float = 14.0  # a story that goes on inside: most readers do not follow it
    front_fewer: float = 25.0  # a story less than the front page should have
    front_few: float = 50.0  # besides, a story less than the least that it should have
    front_urgent: float = 150.0  # urgent news that found no room on it
    front_more: float = 8.0  # a story more

    # -- the sharing out of stories to pages
    fullness: float = 4000.0  # times the square of the share by which a page is too full or empty
    # times fullness and the square of the share beyond `overfull`: it will hardly be squeezed in
    overfull_share: float = 10.0
    overfull_page: float = 20.0  # such a page, besides
    overfull: float = 1.12  # of a page's room
    leaderless: float = 30.0  # a page without a story that can lead it
    grey_page: float = 18.0  # a page without a picture, before it is laid out
    crowded: float = 8.0  # a story more than `crowd`: crumbs
    crowd: int = 9
    # a story on a page that its section does not reach, and as much again a page farther
    foreign: float = 25.0
    foreign_pages: int = 4  # from there on it is all the same
    foreign_urgent: float = 0.4  # and so much of that more for each step that the story is urgent
    # a story among sections that keep their pages to themselves, or one of theirs elsewhere
    reserved: float = 250.0
    # a guest on a page of opinion that opinion can fill
    opinion_guest: float = 4000.0
    later: float = 0.4  # an urgent story a page later in its section, times how urgent
    unrelated: float = 8.0  # related stories on unlike pages
    people_apart: float = 60.0  # a page more that the obituaries of a section stand on
    package: float = 2000.0  # a side story on another page than its main story
    topic: float = 1e4  # a story on a page whose advertiser must not meet its topic
    held: float = 0.12  # each line of a column of a story that waits, times how urgent it is
    # the day's first news waits: it runs, and be it on a page of another section
    urgent_held: float = 300.0
    urgent: int = 3  # the urgency from which that is so
    part_order: float = 1e6  # the parts of a long story not on pages that follow
    pinned: float = 1e6  # against the editor's word
    page_unfilled: float = 1000.0  # a page that cannot be filled
    # times what the sharing out minds of an exchange, beside what the pages cost
    drift: float = 0.3

    # -- where sections start
    wrong_number: float = 1e4  # each page that a section starts away from its own
    wrong_hand: float = 300.0  # on a left-hand page instead of a right-hand one
    no_page: float = 3000.0  # a run of sections without a page of its own
