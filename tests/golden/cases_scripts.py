"""Cases of other scripts: a galley each, and pages that are read from the right."""

from __future__ import annotations

from dayfiles import picture, story
from harness import House, case

NASTALIQ = {
    "body": {"face": "nastaliq", "features": [], "hyphenate": False},
    "headline": {"face": "nastaliq", "weight": "bold", "small_face": "", "small_below": 0},
}
URDU = (
    "بلدیہ نے پیر کو پل کی مرمت کے لیے 2 کروڑ 50 لاکھ روپے منظور کیے۔ میئر نے کہا کہ کام مارچ تک "
    "مکمل ہو جائے گا، پل 1911 میں بنا تھا اور اسے NH-7 سے جوڑنے کا منصوبہ پرانا ہے۔"
)


@case
def hindi(house: House) -> str:
    """A Hindi story in an English paper has a face of its own for letters, figures and the Latin
    in it; words part between syllables alone, the danda hangs."""
    return house.galley(
        story(
            "pul",
            language="hi",
            body="नगरपालिका ने सोमवार को पुल की मरम्मत के लिए ढाई करोड़ रुपये मंज़ूर किए। महापौर ने "
            "कहा, “काम मार्च तक पूरा हो जाएगा।” पुल 1911 में बना था और NH-7 को जोड़ता है; "
            "पुनर्निर्माण की **आवश्यकता** पर किसी ने सवाल नहीं उठाया।",
        )
    )


@case
def marathi(house: House) -> str:
    """Marathi has its own forms of some letters (ल, श), and the eyelash ऱ्ह holds together."""
    return house.galley(
        story(
            "pool",
            language="mr",
            body="नगरपालिकेने सोमवारी पुलाच्या दुरुस्तीसाठी अडीच कोटी रुपये मंजूर केले. कऱ्हाडच्या "
            "रस्त्याला जोडणारा हा पूल १९११ साली बांधला गेला; लोकांनी श्रमदान केले होते.",
        )
    )


@case
def bengali(house: House) -> str:
    """Bengali: vowels that stand on both sides of a letter, conjuncts, the danda."""
    return house.galley(
        story(
            "setu",
            language="bn",
            body="পৌরসভা সোমবার সেতু মেরামতের জন্য আড়াই কোটি টাকা মঞ্জুর করেছে। মেয়র বলেন, কাজ "
            "মার্চের মধ্যে শেষ হবে; সেতুটি ১৯১১ সালে তৈরি হয়েছিল।",
        )
    )


@case
def tamil(house: House) -> str:
    """Tamil has long words, which are parted as often as English ones, and no conjuncts."""
    return house.galley(
        story(
            "paalam",
            language="ta",
            body="பாலத்தைச் சீரமைக்க மாநகராட்சி திங்கட்கிழமை இரண்டரைக் கோடி ரூபாய் ஒதுக்கியது. "
            "மார்ச் மாதத்துக்குள் பணிகள் முடிவடையும் என்று மேயர் கூறினார்.",
        )
    )


@case
def urdu_in_english(house: House) -> str:
    """An Urdu story in an English paper is set in Naskh, which the grid has room for: lines as a
    mirror shows them, which the page turns round."""
    return house.galley(story("pul", language="ur", body=URDU))


@case
def urdu_page(house: House) -> str:
    """A page of an Urdu paper: columns, headline, picture and folio from the right; figures and
    Latin letters in their lines run to the right."""
    design = house.design(columns=3, lines=36, styles=NASTALIQ)
    return house.turned(
        story(
            "pul",
            headline="پل کی مرمت شروع",
            deck="کام مارچ تک مکمل ہوگا",
            body="\n\n".join([URDU] * 3),
            pictures=[
                picture("pul", 900, 600, caption="پل، جیسا کہ پیر کو تھا", credit="نامہ نگار")
            ],
        ),
        design=design,
    )


@case
def english_among_urdu(house: House) -> str:
    """An English story in an Urdu paper stands where the page puts it, and is read from the left
    in itself: its legs and lines are as in an English paper."""
    design = house.design(columns=3, lines=36, styles=NASTALIQ)
    return house.turned(story("ferry", words=160, language="en"), design=design)
