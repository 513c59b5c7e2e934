"""What a page editor objects to, each with its weight and its reason.  The unit is one grid line of
plain white space in one column; everything else is weighed against that.  The sum over a page is
what the search makes small.

Some objections have no weight because they cannot happen: modules are rectangles, so no story is
split over the columns of an advertisement; legs end level; there are no widows, orphans or
stretched pictures; no headline stands on an advertisement without a rule.
"""

WHITE_LINE = 1.0  # a blank line in a leg that nobody asked for
# a line that a leg falls short of SHORT_LEG: reads as a crumb under its headline
OVERSHORT_LEG = 1.5
SHORT_LEG = 7
LONG_LEG_LINE = 0.25  # a line that a leg runs over LONG_LEG: the eye finds no landing place
LONG_LEG = 48
LOOSE_LINE = 0.6  # a paragraph run a line long or short to end a leg level: texture, a little
AIR_LINE = 2.0  # a blank line at a headline, to make modules meet
AIR_LINES = 7.0  # two of them: one over the headline, one under it
BYLINE_TIGHT = 0.4  # no line of air between byline and text
# times the square of log(size / scale): the scale is what makes importance visible
HEADLINE_SIZE = 26.0
# times the share of the measure that no line reaches: a head should fill its measure
HEADLINE_FILL = 30.0
HEADLINE_BREAK = 1.0  # times the cut's badness: breaks by sense
WIDTH_RANK = 3.0  # a step down the list of widths that suit the tier
WIDTH_ODD = 16.0  # a width that the tier does not name at all
# times the square of log(shown aspect / true aspect): crops lose what the camera saw
PICTURE_CROP = 40.0
PICTURE_SIZE = 9.0  # a column away from the width that suits the tier
PICTURE_SOFT = 40.0  # times the share by which a picture falls short of GOOD_PPI at its width
GOOD_PPI = 150.0
PICTURE_LEFT_OUT = 45.0  # a picture that the editor gave and no reader sees
# the first one of a page's lead, or the one that was to be its main picture
LEADS_PICTURE_LEFT_OUT = 120.0
DECK_LEFT_OUT = 6.0  # a deck that was written and not set; four times that for a lead
QUOTE_LEFT_OUT = 3.0  # a pull quote likewise
GREY = 6.0  # three legs or more of text alone deeper than GREY_DEPTH lines: a grey slab
GREY_DEPTH = 26
GREY_LINE = 0.3  # two legs or more without quote, crosshead or picture: each line beyond GREY_LINES
GREY_LINES = 40  # 150 mm: the eye needs a landing place
# a line by which a picture deeper than HIGH_PICTURE pushes its headline down the page
HEAD_LOW = 0.7
HIGH_PICTURE = 30
INVERTED = 60.0  # a story with a larger headline than a more urgent one of its section on the page
TOMBSTONE = 22.0  # two headlines of like size side by side at one height
HEAD_BESIDE_HEAD = 3.3  # headlines of unlike size side by side at one height
LEAD_LOW = 30.0  # the lead does not stand at the top
ORDER = 0.12  # times lines of depth by which a more urgent story stands under a less urgent one
PICTURE_TOUCH = 14.0  # pictures of two stories side by side with nothing between
PICTURE_ON_AD = 6.0  # a picture that stands on an advertisement with no text between
# a sidebar, a fact box away from its main story: a package is one thing to read
PACKAGE_APART = 40.0
RELATED_APART = 8.0  # related stories on the page that do not touch
SAME_SHAPE = 3.0  # a third module of one width on the page: boxes in a row
NO_DOMINANT = 12.0  # no picture on the page is clearly the largest, or it sits in the lower half
# the largest picture is too small to be seen first; times how far it falls short
SMALL_DOMINANT = 24.0
NO_PICTURE = 15.0  # a page of grey: nothing but headlines to enter by
WISH = 300.0  # a story not at the place that the editor wants
FILLER = 60.0  # a house advertisement where news was wanted
FILLER_AREA = 0.05  # a line of one column of it
UNFILLED = 150.0  # a region of the page that no tree of these items fills to its foot
PLAIN_WHITE_STEP = 4.0  # a leg's white foot, growing by the square: holes are worse than gaps
