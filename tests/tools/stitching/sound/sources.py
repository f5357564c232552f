"""Sounds for the tests, made of numbers: something like speech, music, drums, noise, and whatever a file may hold."""

import struct

import numpy as np

from tools.studio.sound import RATE, write_wav


def clock(seconds):
    return np.arange(round(seconds * RATE)) / RATE


def sine(seconds, pitch=440.0, level=0.3):
    return (np.sin(2 * np.pi * pitch * clock(seconds)) * level).astype(np.float32)


def noise(seconds, level=0.1, *, seed=1, colour=0.0):
    """White noise for colour 0, pink for 1, brown for 2; a stereo of two different ears."""
    count = round(seconds * RATE)
    made = np.random.default_rng(seed).standard_normal((2, count))
    slope = np.maximum(1, np.arange(count // 2 + 1)) ** (-colour / 2)
    made = np.fft.irfft(np.fft.rfft(made) * slope, count)
    return (made / made.std() * level).T.astype(np.float32)


def speech(seconds, level=0.2, *, seed=1):
    """Syllables of a buzz with pauses between the words: as spiky as a voice."""
    t = clock(seconds)
    buzz = sum(np.sin(2 * np.pi * 130 * k * t + k) / k for k in range(1, 25))
    syllables = np.clip(np.sin(2 * np.pi * 3.1 * t + seed), 0, 1) ** 1.5
    words = (np.sin(2 * np.pi * 0.45 * t + 0.4) > -0.75).astype(float)
    return (buzz * syllables * words * level).astype(np.float32)


def drums(seconds, bpm=120.0, level=0.8, first=0.0):
    """A hit of noise and a thump on every beat, and nothing between."""
    made = np.zeros(round(seconds * RATE), np.float32)
    fall = np.arange(9600)
    hit = np.random.default_rng(3).standard_normal(9600) * np.exp(-fall / 1200)
    hit += 3 * np.sin(2 * np.pi * 70 * fall / RATE) * np.exp(-fall / 3000)
    for beat in np.arange(first, seconds, 60 / bpm):
        place = round(beat * RATE)
        made[place : place + 9600] += (hit[: len(made) - place] * level / 5).astype(np.float32)
    return made


def square(seconds, pitch=331.0, level=0.99):
    return (np.sign(np.sin(2 * np.pi * pitch * clock(seconds))) * level).astype(np.float32)


def sweep(seconds, level=0.4):
    t = clock(seconds)
    return (np.sin(2 * np.pi * 60 * seconds / 5.5 * (np.exp(t / seconds * 5.5) - 1)) * level).astype(np.float32)


def left_only(samples):
    return np.stack([samples, np.zeros_like(samples)], axis=1)


def against_itself(samples):
    return np.stack([samples, -samples], axis=1)


def floats(samples, path, rate=RATE):
    """A WAV of 32-bit floats, any number of channels, whatever they hold."""
    made = np.atleast_2d(np.asarray(samples, "<f4").T).T
    channels, content = made.shape[1], made.tobytes()
    form = struct.pack("<IHHIIHH", 16, 3, channels, rate, rate * channels * 4, channels * 4, 32)
    head = b"RIFF" + struct.pack("<I", 36 + len(content)) + b"WAVEfmt " + form
    path.write_bytes(head + b"data" + struct.pack("<I", len(content)) + content)
    return path


def wav(samples, path):
    write_wav(samples, path)
    return path
