"""A stopped and resumed run equals an uninterrupted one, bit for bit."""

import pytest
import torch

from text4seg_nano.batches import BatchMaker, Mixture
from text4seg_nano.model import Nano
from text4seg_nano.muon import orthogonalised
from text4seg_nano.train import CHECKPOINT, Settings, Trainer

SETTINGS = Settings(steps=6, warm_up=2)


@pytest.fixture(autouse=True)
def one_thread():
    """Two threads may add gradients in either order, and differ in the last bit from run to run."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def trainer_of(checkpoint, vocabulary, photos):
    maker = BatchMaker(photos, vocabulary, seed=4, mixture=Mixture(photos=2, prompts=3, full=1, second_turn=0.5))
    return Trainer(Nano.load(checkpoint / "nano-warm.safetensors"), maker, SETTINGS)


def advance(trainer, steps):
    return [trainer.step(trainer.maker.make(trainer.step_number)) for _ in range(steps)]


def test_resuming_is_exact_and_a_torn_write_changes_nothing(checkpoint, vocabulary, photos, tmp_path):
    straight = trainer_of(checkpoint, vocabulary, photos)
    advance(straight, 2)

    broken = trainer_of(checkpoint, vocabulary, photos)
    advance(broken, 1)
    broken.save(tmp_path)
    (tmp_path / f".{CHECKPOINT}.part").write_bytes(b"killed while writing")
    resumed = trainer_of(checkpoint, vocabulary, photos)
    resumed.restore(tmp_path)
    assert resumed.step_number == 1
    advance(resumed, 1)

    for name, tensor in straight.model.state_dict().items():
        assert torch.equal(tensor, resumed.model.state_dict()[name]), name
    for one, other in zip(straight.average, resumed.average):
        assert torch.equal(one, other)


def test_steps_lower_the_loss_on_one_batch(checkpoint, vocabulary, photos):
    trainer = trainer_of(checkpoint, vocabulary, photos)
    batch = trainer.maker.make(0)
    losses = [trainer.step(batch)["total"] for _ in range(3)]
    assert losses[-1] < losses[0]


def test_batches_depend_on_seed_and_step_alone(vocabulary, photos):
    make = lambda seed: BatchMaker(photos, vocabulary, seed, Mixture(photos=2, prompts=3))
    assert (make(1).make(5).ids == make(1).make(5).ids).all()
    one, other = make(1).make(5), make(1).make(6)
    assert one.ids.shape != other.ids.shape or (one.ids != other.ids).any()


def test_orthogonalised_has_singular_values_near_one():
    # wide enough that a random matrix has no singular value near zero, which five iterations would not lift
    for shape in ((2, 64, 120), (2, 48, 256), (2, 256, 48)):
        values = torch.linalg.svdvals(orthogonalised(torch.randn(shape, generator=torch.Generator().manual_seed(0))))
        assert values.min() > 0.3 and values.max() < 1.3
