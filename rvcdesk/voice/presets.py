"""Every kind of voice that can be trained: network, spectrogram, discriminator and defaults."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rvcdesk.messages import N_, BadInput
from rvcdesk.voice.config import CONTENT, DRAFT_VERSION, VoiceConfig

RVC_SPEAKERS = 109


@dataclass(frozen=True)
class MelSpec:
    """How spectrograms and the mel loss are computed; lengths in samples, frequencies in Hz."""

    sample_rate: int
    n_fft: int
    hop: int
    win: int
    mels: int
    fmin: float = 0.0
    fmax: float | None = None


@dataclass(frozen=True)
class TrainingDefaults:
    """The optimiser's and the losses' numbers; lengths in seconds are of audio."""

    learning_rate: float = 1e-4
    betas: tuple[float, float] = (0.8, 0.99)
    eps: float = 1e-9
    lr_decay: float = 0.999875
    mel_weight: float = 45.0
    kl_weight: float = 1.0
    # The KL term's weight climbs from 0 over so many steps; at once, it empties a fresh latent.
    kl_warmup_steps: int = 0
    feature_matching_weight: float = 2.0
    adversarial_weight: float = 1.0
    batch_size: int = 4
    # Pieces are cut at random to this length before the network sees them; None: whole pieces.
    crop_seconds: float | None = None
    # The discriminator is trained, and listened to, from this step on.
    adversary_from_step: int = 1
    # How much of each decoded segment the discriminator judges; None: all of it.
    judged_seconds: float | None = None


@dataclass(frozen=True)
class Preset:
    """One choice in the Train page's list.

    `config()` gives the network, `mel` the spectrograms, `segment` the samples the decoder makes
    per item in training, `discriminator` the id that `build_discriminator` takes. `base_g` and
    `base_d` (and `_nof0`) name the base model in the asset catalogue; empty: there is none.
    """

    id: str
    title: str
    description: str
    mel: MelSpec
    segment: int
    discriminator: str
    training: TrainingDefaults
    network: VoiceConfig
    base_g: str = ""
    base_d: str = ""
    base_g_nof0: str = ""
    base_d_nof0: str = ""

    @property
    def version(self) -> str:
        """What goes into the voice file: v1, v2 or rvcdesk-draft-1."""
        return self.network.version

    @property
    def sample_rate(self) -> int:
        """Hz of the voice's audio."""
        return self.mel.sample_rate

    @property
    def segment_frames(self) -> int:
        """Frames the decoder makes per item in training."""
        return self.segment // self.mel.hop

    @property
    def exportable(self) -> bool:
        """Whether its `.pth` opens in other RVC tools."""
        return self.network.version != DRAFT_VERSION

    def config(self, *, f0: bool = True, speakers: int | None = None) -> VoiceConfig:
        """The network with or without pitch, for so many speakers (None: the preset's own)."""
        return replace(self.network, f0=f0, speakers=self.network.speakers if speakers is None else speakers)

    def base_model(self, *, f0: bool = True) -> tuple[str, str]:
        """Catalogue names of the generator and the discriminator to start from ("" when none)."""
        return (self.base_g, self.base_d) if f0 else (self.base_g_nof0, self.base_d_nof0)


def _rvc_network(
    version: str, rate: int, n_fft: int, segment: int, rates: tuple[int, ...], kernels: tuple[int, ...]
) -> VoiceConfig:
    content, content_dim = CONTENT[version]
    return VoiceConfig(
        spec_channels=n_fft // 2 + 1,
        segment_frames=segment * 100 // rate,
        inter_channels=192,
        hidden_channels=192,
        filter_channels=768,
        n_heads=2,
        n_layers=6,
        kernel_size=3,
        p_dropout=0,
        resblock="1",
        resblock_kernel_sizes=(3, 7, 11),
        resblock_dilation_sizes=((1, 3, 5), (1, 3, 5), (1, 3, 5)),
        upsample_rates=rates,
        upsample_initial_channel=512,
        upsample_kernel_sizes=kernels,
        speakers=RVC_SPEAKERS,
        gin_channels=256,
        sample_rate=rate,
        version=version,
        f0=True,
        content=content,
        content_dim=content_dim,
    )


def _rvc(
    version: str,
    rate: int,
    n_fft: int,
    mels: int,
    segment: int,
    rates: tuple[int, ...],
    kernels: tuple[int, ...],
    title: str,
    description: str,
) -> Preset:
    folder = "pretrained" if version == "v1" else "pretrained_v2"
    name = f"{rate // 1000}k.pth"
    return Preset(
        id=f"rvc-{version}-{rate // 1000}k",
        title=title,
        description=description,
        mel=MelSpec(rate, n_fft, rate // 100, n_fft, mels),
        segment=segment,
        discriminator=version,
        training=TrainingDefaults(),
        network=_rvc_network(version, rate, n_fft, segment, rates, kernels),
        base_g=f"{folder}/f0G{name}",
        base_d=f"{folder}/f0D{name}",
        base_g_nof0=f"{folder}/G{name}",
        base_d_nof0=f"{folder}/D{name}",
    )


def _draft() -> Preset:
    content, content_dim = CONTENT[DRAFT_VERSION]
    hop, n_fft, segment = 320, 1024, 144 * 320
    network = VoiceConfig(
        spec_channels=n_fft // 2 + 1,
        segment_frames=segment // hop,
        inter_channels=128,
        hidden_channels=128,
        filter_channels=384,
        n_heads=2,
        n_layers=4,
        kernel_size=3,
        p_dropout=0,
        resblock="1",
        resblock_kernel_sizes=(7,),
        resblock_dilation_sizes=((1, 1, 1, 1, 1, 1),),
        upsample_rates=(hop,),
        upsample_initial_channel=256,
        upsample_kernel_sizes=(n_fft,),
        speakers=320,
        gin_channels=64,
        sample_rate=32000,
        version=DRAFT_VERSION,
        f0=True,
        content=content,
        content_dim=content_dim,
    )
    return Preset(
        id="draft",
        title=N_("Draft (any computer)"),
        description=N_(
            "Trains on an ordinary processor with nothing to download; quick, and rougher than RVC."
        ),
        mel=MelSpec(32000, n_fft, hop, n_fft, 80),
        segment=segment,
        discriminator="draft",
        training=TrainingDefaults(
            learning_rate=8e-4,
            kl_warmup_steps=3000,
            crop_seconds=1.5,
            adversary_from_step=100,
            judged_seconds=0.48,
        ),
        network=network,
    )


_ALL = (
    _draft(),
    _rvc("v2", 40000, 2048, 125, 12800, (10, 10, 2, 2), (16, 16, 4, 4),
         N_("RVC v2, 40 kHz"), N_("The usual choice for RVC voices; needs a graphics card to train.")),
    _rvc("v2", 48000, 2048, 128, 17280, (12, 10, 2, 2), (24, 20, 4, 4),
         N_("RVC v2, 48 kHz"), N_("The widest band; slower, and only for clean full-band recordings.")),
    _rvc("v2", 32000, 1024, 80, 12800, (10, 8, 2, 2), (20, 16, 4, 4),
         N_("RVC v2, 32 kHz"), N_("For recordings that hold nothing above 16 kHz; a little faster.")),
    _rvc("v1", 40000, 2048, 125, 12800, (10, 10, 2, 2), (16, 16, 4, 4),
         N_("RVC v1, 40 kHz"), N_("The older network, for tools that only read v1 voices.")),
    _rvc("v1", 48000, 2048, 128, 11520, (10, 6, 2, 2, 2), (16, 16, 4, 4, 4),
         N_("RVC v1, 48 kHz"), N_("The older network at 48 kHz.")),
    _rvc("v1", 32000, 1024, 80, 12800, (10, 4, 2, 2, 2), (16, 16, 4, 4, 4),
         N_("RVC v1, 32 kHz"), N_("The older network at 32 kHz.")),
)  # fmt: skip

PRESETS: dict[str, Preset] = {preset.id: preset for preset in _ALL}


def get_preset(preset_id: str) -> Preset:
    """The preset with this id.

    Raises:
        BadInput: there is none.
    """
    if preset_id not in PRESETS:
        raise BadInput(
            "There is no preset {preset}; choose one of {choices}.",
            preset=preset_id,
            choices=", ".join(PRESETS),
        )
    return PRESETS[preset_id]
