"""Names and plain words for the assets of the catalogue, by their kind; translated like all sentences."""

from __future__ import annotations

from rvcdesk.messages import N_

NOT_STATED = N_("not stated")

GROUP_TITLES = {
    "essential": N_("Needed for RVC voices"),
    "base": N_("Base models for training"),
    "alternative": N_("Other forms of the same"),
    "community": N_("Base models by others"),
    "embedder": N_("Content models of other tools"),
    "separation": N_("Splitting songs"),
}

PARTS = {
    "network": N_("network"),
    "settings": N_("settings"),
    "generator": N_("generator"),
    "discriminator": N_("discriminator"),
}

TITLES = {
    "contentvec": N_("ContentVec content model"),
    "contentvec-fairseq": N_("ContentVec as one file (hubert_base.pt)"),
    "rmvpe": N_("RMVPE pitch model"),
    "base": N_("RVC {version} {rate} kHz base model"),
    "base-nopitch": N_("RVC {version} {rate} kHz base model without pitch"),
    "community": N_("{name}, {rate} kHz"),
    "embedder": N_("{name} content model"),
    "separation-vocals": N_("Vocal splitter"),
    "separation-vocals-strong": N_("Vocal splitter, stronger"),
    "separation-karaoke": N_("Lead and backing splitter"),
    "separation-dereverb": N_("Reverb remover"),
    "separation-dereverb-strong": N_("Reverb remover, stronger"),
}

PURPOSES = {
    "contentvec": N_("Hears what is said or sung; every RVC voice needs it to convert and to train."),
    "contentvec-fairseq": N_(
        "The same model in the older form that RVC installations carry; not needed beside ContentVec."
    ),
    "rmvpe": N_(
        "Follows the pitch of singing, even through noise; without it the bundled FCPE does that. "
        "Its licence is what its hub page says."
    ),
    "base": N_(
        "What training of an RVC {version} voice at {rate} kHz starts from; "
        "without it training needs far more time and recordings."
    ),
    "base-nopitch": N_(
        "The same start for RVC {version} {rate} kHz voices trained without pitch, which are for speech only."
    ),
    "community": N_(
        "Another start for RVC v2 training at {rate} kHz with pitch, trained by other people; "
        "choose it as the base model on the Train page."
    ),
    "embedder": N_("Hears content the way some Applio voices expect it; RVC voices do not use it."),
    "separation-vocals": N_("Splits a song into vocals and accompaniment."),
    "separation-vocals-strong": N_("Splits a song into vocals and accompaniment, more thoroughly."),
    "separation-karaoke": N_("Splits a vocal into the lead and the backing voices."),
    "separation-dereverb": N_("Takes reverb and echo off a vocal."),
    "separation-dereverb-strong": N_("Takes reverb and echo off a vocal, more strongly."),
}
