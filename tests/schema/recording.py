"""Writes a zip with a recording of two seconds, as a premium job takes it: recording.py FILE"""

import io
import sys
import wave
import zipfile

recording = io.BytesIO()
with wave.open(recording, "wb") as wav:
    wav.setnchannels(1)
    wav.setsampwidth(2)
    wav.setframerate(48_000)
    wav.writeframes(bytes(n * 7 % 256 for n in range(2 * 2 * 48_000)))
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("recording.wav", recording.getvalue())
