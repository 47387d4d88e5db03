"""Words of column names and values, in Dutch and English, and what they stand for."""

import re
from collections.abc import Mapping

#: Role of a column to words or endings that name it, the surest first.
ROLE_WORDS = {
    "pupil_id": (
        "leerlingnummer leerlingnr leerlingid leerling_id pseudoniem pseudo_id pseudoid pupil_id "
        "student_id clientnummer clientnr client_id respondentnummer respnr deelnemernummer "
        "casenr studentnummer nummer volgnummer child id llnr ll_nr leerling lln upn "
        "student pupil pupil_number pnr idnr record_id subject_id participant_id case_id "
        "lln_nr stamnummer stamnr pid pseudonym nr rinpersoon"
    ),
    "sex": "geslacht sekse sex gender mv m_v jongen_meisje geschlecht",
    "birth_date": (
        "geboortedatum geboorte_datum geb_datum gebdat geboren birth_date birthdate dob "
        "date_of_birth"
    ),
    "age_years": "leeftijd lft age age_years leeftijd_jaren",
    "site": "locatie vestiging school schoolnaam locatienaam instelling site brin brinnummer",
    "code": "code capj cap_j capj_code classificatie probleemcode rubriek codes classificaties",
    "main_problem": "hoofdprobleem hoofd primair main_problem",
    "start_date": (
        "begindatum startdatum datum_begin datumbegin begin start van verzuim_van eerste_dag "
        "ingangsdatum start_date datum classificatiedatum datum_classificatie "
        "lesdatum verzuimdatum absentiedatum lesson_date "
        "date first_day first_date from_date date_from absent_from"
    ),
    "end_date": (
        "einddatum datum_eind datumeind eind einde tot tot_en_met t_m tm verzuim_tot "
        "laatste_dag end_date last_day last_date to_date date_to absent_until until"
    ),
    "authorised": (
        "geoorloofd geldige_reden authorised authorized excused reden verzuimreden redencode "
        "verzuimsoort soort_verzuim reason absence_reason"
    ),
    "unauthorised": "ongeoorloofd unauthorised unauthorized unexcused",
    "possible_hours": (
        "possible_hours hours_possible mogelijke_uren mogelijke_lesuren uren_mogelijk "
        "lesuren_mogelijk possible_lessons"
    ),
    "hours": "uren lesuren aantal_uren verzuimuren uren_verzuim hours lessons periods",
    "enrolled": "ingeschreven inschrijving enrolled",
    "exempt": "vrijstelling vrijgesteld exempt exemption",
    "outcome": (
        "thuiszitter thuiszit thuiszitten zit_thuis langdurig_verzuim langdurig_afwezig uitkomst "
        "langdurig_thuis langdurig_thuiszitter langdurig_thuiszitten "
        "outcome absent absentee long_term_absent persistent_absence schulabsentismus "
        "persistently_absent persistent_absentee chronically_absent chronic_absence "
        "long_term_absence severely_absent"
    ),
    "days": "dagen verzuimdagen dagen_verzuim days days_absent",
}
#: Words that settle a role in the middle of a label too; "school" or "datum" would not.
_SURE_IN_LABEL = frozenset(
    [
        *("geslacht", "sekse", "geboortedatum", "leeftijd", "leerlingnummer", "respondentnummer"),
        *("thuiszitter", "thuiszit", "thuiszitten"),
    ]
)
_ROLE_OF = {word: role for role, words in ROLE_WORDS.items() for word in words.split()}

#: Meaning of a value to the words for it. What one letter means depends on the role.
VALUE_WORDS = {
    "boy": "m j man mannelijk jongen boy male männlich",
    "girl": "v f vrouw vrouwelijk meisje girl female weiblich",
    "other": "x anders non_binair nonbinair other",
    "yes": "ja j y yes waar true wel",
    "no": "nee n no onwaar false niet niet_aanwezig not_present nein",
    "unknown": "onbekend unknown",
}
#: Reasons of absence, as registers write them, and whether they are valid ones.
REASON_WORDS = {
    "yes": "zk ziek ziekte z ga geoorloofd verlof v arts tandarts dokter bijzonder_verlof "
    "illness sick ill medical authorised authorized leave excused",
    "no": "oa ongeoorloofd spijbelen spijbel spijbelt luxe_verzuim luxeverzuim unauthorised "
    "unauthorized truancy truant unexcused",
    "unknown": "onbekend unknown",
}
#: Words that mean "not known" in any column.
MISSING_WORDS = frozenset(
    [
        "onbekend",
        "onbek.",
        "nvt",
        "n.v.t.",
        "weet",
        "niet",
        "geen",
        "antwoord",
        "niet",
        "ingevuld",
        "missing",
        "unknown",
        "-",
        "?",
        ".",
    ]
) | {
    *("weet niet", "geen antwoord", "niet ingevuld", "niet beantwoord", "weigert", "geweigerd"),
    *("not answered", "no answer", "not known", "not stated", "don't know", "refused", "n/a"),
}
#: Numbers that often stand for "not known"; taken as such only beside a label or a gap.
MISSING_NUMBERS = ("9", "99", "999", "9999", "-1", "-9", "-99")


def role_of_name(name: str, label: str = "") -> str:
    """The role that a column's name, or else its label, points to; empty when none does.

    Examples
    --------
    >>> role_of_name("Leerling-nummer"), role_of_name("v12", "Geslacht"), role_of_name("cijfer")
    ('pupil_id', 'sex', '')
    >>> role_of_name("thuis", "Langdurig thuiszitter (ja/nee)"), role_of_name("q", "Zit thuis (nu)")
    ('outcome', 'outcome')

    "Code" may be the code of a pupil, which only a label tells.

    >>> role_of_name("code", "Pseudoniem"), role_of_name("code")
    ('pupil_id', 'code')
    """
    if label and role_of_name(name) == "code" and role_of_name(label) == "pupil_id":
        return "pupil_id"
    for text in (name, label, label.partition("(")[0]):
        folded = re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")
        for candidate in (folded, folded.replace("_", "")):
            if candidate in _ROLE_OF:
                return _ROLE_OF[candidate]
    words = [word for word in re.findall(r"[a-z]+", name.casefold()) if len(word) > 3]
    words += [word for word in re.findall(r"[a-z]+", label.casefold()) if word in _SURE_IN_LABEL]
    return next((_ROLE_OF[word] for word in words if word in _ROLE_OF), "")


def meaning_of_value(text: str, meanings: tuple[str, ...]) -> str:
    """Which of some meanings a word has; empty when none.

    Examples
    --------
    >>> meaning_of_value("V", ("boy", "girl")), meaning_of_value("j", ("yes", "no"))
    ('girl', 'yes')
    """
    return _meaning(text, {key: VALUE_WORDS[key] for key in meanings})


def meaning_of_reason(text: str) -> str:
    """Whether a reason of absence is a valid one: yes, no or unknown; empty when it is not known.

    Examples
    --------
    >>> meaning_of_reason("ZK"), meaning_of_reason("Ongeoorloofd"), meaning_of_reason("TL")
    ('yes', 'no', '')
    """
    return _meaning(text, REASON_WORDS)


def _meaning(text: str, words: Mapping[str, str]) -> str:
    folded = re.sub(r"[\s\-]+", "_", text.strip().casefold())
    return next((key for key, listed in words.items() if folded in listed.split()), "")
