"""Which sections a subject of the IPTC belongs to, by the names that papers give them."""

from __future__ import annotations

from collections.abc import Sequence

# Top level of the IPTC Media Topics (cv.iptc.org/newscodes/mediatopic) and of the older Subject
# Codes, by section names
_TOPICS = {
    "01000000": ("Culture", "Arts", "Entertainment"),
    "02000000": ("City", "Nation", "Crime"),
    "03000000": ("World", "Nation"),
    "04000000": ("Business", "Economy", "Money"),
    "05000000": ("Nation", "Education"),
    "06000000": ("Science", "Environment"),
    "07000000": ("Science", "Health"),
    "08000000": ("Culture", "Life"),
    "09000000": ("Business",),
    "10000000": ("Culture", "Life", "Features"),
    "11000000": ("Nation", "Politics"),
    "12000000": ("Culture", "Religion"),
    "13000000": ("Science", "Technology"),
    "14000000": ("Nation", "Society"),
    "15000000": ("Sport", "Sports"),
    "16000000": ("World",),
    "17000000": ("City", "Weather"),
}
# What papers in Hindi, Marathi, Bengali, Tamil and Urdu call them
_ALSO = {
    "City": "शहर नगर শহর நகரம் شہر",
    "Nation": "देश राष्ट्र দেশ நாடு قومی ملک",
    "World": "दुनिया विश्व विदेश जग বিশ্ব உலகம் دنیا",
    "Business": "व्यापार कारोबार अर्थ বাণিজ্য ব্যবসা வணிகம் کاروبار تجارت",
    "Economy": "अर्थव्यवस्था অর্থনীতি பொருளாதாரம் معیشت",
    "Culture": "संस्कृति संस्कृती সংস্কৃতি பண்பாடு ثقافت",
    "Arts": "कला শিল্প கலை فن",
    "Entertainment": "मनोरंजन বিনোদন பொழுதுபோக்கு تفریح",
    "Crime": "अपराध गुन्हे অপরাধ குற்றம் جرائم",
    "Education": "शिक्षा शिक्षण শিক্ষা கல்வி تعلیم",
    "Science": "विज्ञान বিজ্ঞান அறிவியல் سائنس",
    "Environment": "पर्यावरण পরিবেশ சுற்றுச்சூழல் ماحولیات",
    "Health": "स्वास्थ्य आरोग्य স্বাস্থ্য மருத்துவம் صحت",
    "Life": "जीवन जीवनशैली জীবন வாழ்க்கை زندگی",
    "Politics": "राजनीति राजकारण রাজনীতি அரசியல் سیاست",
    "Religion": "धर्म ধর্ম ஆன்மிகம் مذہب",
    "Technology": "तकनीक तंत्रज्ञान প্রযুক্তি தொழில்நுட்பம் ٹیکنالوجی",
    "Society": "समाज সমাজ சமூகம் معاشرہ",
    "Sport": "खेल क्रीडा খেলা விளையாட்டு کھیل",
    "Weather": "मौसम हवामान আবহাওয়া வானிலை موسم",
}


def section_names(code: str) -> Sequence[str]:
    """Names of sections, in small letters, for a subject's code, the likeliest first."""
    names = _TOPICS.get(f"{code[:2]}000000", ()) if code else ()
    return [also.casefold() for name in names for also in (name, *_ALSO.get(name, "").split())]
