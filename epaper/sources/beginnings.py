"""A new paper in its language: its dress, the names of its sections, what stands about its name.

The lead of its first day lies in `starter/leads/`; all other stories of that day are English, and
say so in a paper that is not.
"""

from __future__ import annotations

from dataclasses import dataclass

from epaper.sources.languages import script_of

USUAL = "en-GB"
_BY_LETTERS = {"Deva": "hi", "Beng": "bn", "Taml": "ta", "Arab": "ur", "Gujr": "gu", "Telu": "te"}
SECTIONS = ("Town", "County", "Opinion", "Arts", "Sport")
DRESSES = {"hi": "hindi", "mr": "marathi", "ur": "urdu"}


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new paper is given to say of itself."""

    tagline: str = "Printed where it happened"
    place: str = "Exampleton"
    number: str = "No. 1"
    weather: tuple[str, str, str] = ("Weather", "Bright; cloud by four", "Highest 14, lowest 3")
    sections: tuple[str, ...] = SECTIONS
    pages: int = 2  # that hold its first day


BEGINNINGS = {
    "hi": Beginning(
        tagline="जहाँ ख़बर, वहीं अख़बार",
        place="नमूनापुर",
        number="अंक 1",
        weather=("मौसम", "धूप, शाम को बादल", "अधिकतम 14, न्यूनतम 3"),
        sections=("शहर", "ज़िला", "विचार", "कला", "खेल"),
    ),
    "mr": Beginning(
        tagline="जिथे बातमी, तिथे वृत्तपत्र",
        place="नमुनापूर",
        number="अंक १",
        weather=("हवामान", "ऊन, संध्याकाळी ढग", "कमाल १४, किमान ३"),
        sections=("शहर", "जिल्हा", "विचार", "कला", "क्रीडा"),
    ),
    "bn": Beginning(
        tagline="যেখানে খবর, সেখানেই কাগজ",
        place="নমুনাপুর",
        number="সংখ্যা ১",
        weather=("আবহাওয়া", "রোদ, বিকেলে মেঘ", "সর্বোচ্চ ১৪, সর্বনিম্ন ৩"),
        sections=("শহর", "জেলা", "মতামত", "শিল্প", "খেলা"),
        pages=4,
    ),
    "ta": Beginning(
        tagline="செய்தி நடந்த இடத்திலேயே",
        place="மாதிரியூர்",
        number="இதழ் 1",
        weather=("வானிலை", "வெயில், மாலையில் மேகம்", "அதிகம் 14, குறைவு 3"),
        sections=("நகரம்", "மாவட்டம்", "கருத்து", "கலை", "விளையாட்டு"),
    ),
    "ur": Beginning(
        tagline="جہاں خبر وہیں اخبار",
        place="نمونہ پور",
        number="شمارہ 1",
        weather=("موسم", "دھوپ، شام کو بادل", "زیادہ سے زیادہ 14، کم سے کم 3"),
        sections=("شہر", "ضلع", "رائے", "فن", "کھیل"),
        pages=4,
    ),
}


def main_of(language: str) -> str:
    return language.partition("-")[0].lower()


def beginning_of(language: str) -> Beginning:
    return BEGINNINGS.get(main_of(language), Beginning())


def dress_of(language: str) -> str:
    """The layout that suits a language, of those that are shipped."""
    return DRESSES.get(main_of(language), "broadsheet")


def language_of_name(name: str) -> str:
    """The language of a paper by the letters of its name, of those that have words of their own."""
    return _BY_LETTERS.get(script_of(name), USUAL)
