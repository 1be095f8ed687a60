//! Compares recordings with the documented guidance and the practice of recording. Only a length that the service does
//! not accept is a refusal; everything else is advice.

use std::time::Duration;

use super::limits::{DurationLimits, guided_duration, guided_sentences, number_of_segments};
use super::report::{Check, FileReport, Finding, Refusal, clock, total};
use crate::ErrorKind;
use crate::audio::{Analysis, Codec, NotMeasured, Pauses, Places, Recording, TimeRange, ffmpeg};
use crate::types::JobType;

/// The sample rates without advice: the user guide advises 48 kHz, and accepts recorders that produce 44.1 kHz.
const RATES: [u32; 2] = [48_000, 44_100];
/// The bits per sample without advice: the default of recorders, which the guide finds enough.
const BITS: u16 = 16;
/// The share of the advised length that counts as long enough.
const LONG_ENOUGH: f64 = 0.9;
/// The longest segment that the guide allows.
const LONGEST_SEGMENT: Duration = Duration::from_secs(15);

// The limits below come from the practice of recording voices. They are wide, because Huawei states no numbers.
/// The loudness without advice, in LUFS. Audiobooks have -23 to -18; a recording before mastering may be far quieter.
const LOUDNESS: std::ops::RangeInclusive<f64> = -36.0..=-12.0;
/// The highest noise floor without advice, in dBFS: the limit for audiobooks.
const NOISE_FLOOR: f64 = -60.0;
/// The highest offset without advice, as a share of full scale.
const DC_OFFSET: f64 = 0.01;
const DIGITAL_SILENCE: Duration = Duration::from_secs(1);
/// The highest share of silence without advice.
const SILENCE: f64 = 0.6;

/// Returns the advice about the format in a recording's header.
pub(super) fn of_format(file: &FileReport) -> Vec<Finding> {
    let (name, recording) = (&file.name, &file.recording);
    let mut found = Vec::new();
    let mut find = |check, clause: String, measured: String, expected: &str| {
        found.push(Finding::advice(check, Some(name), format!("{name} {clause}")).values(measured, expected));
    };
    let codec = recording.codec;
    match codec.is_lossless() {
        Some(true) if recording.valid_bits < BITS => {
            let bits = recording.valid_bits;
            let clause = format!("has {bits} bits per sample; 16 or more are advised");
            find(Check::BitDepth, clause, bits.to_string(), "16");
        }
        Some(true) => {}
        Some(false) => {
            let clause = format!("has a lossy coding ({codec}); lossless PCM is advised");
            find(Check::Lossless, clause, codec.to_string(), "PCM");
        }
        None => {
            let clause = format!("has an unknown coding ({codec}); lossless PCM is advised");
            find(Check::Lossless, clause, codec.to_string(), "PCM");
        }
    }
    if !RATES.contains(&recording.sample_rate) {
        let rate = format!("{} kHz", f64::from(recording.sample_rate) / 1000.0);
        find(Check::SampleRate, format!("has {rate}; 48 kHz is advised"), rate, "48 kHz");
    }
    if recording.channels != 1 {
        let channels = recording.channels;
        find(Check::Channels, format!("has {channels} channels; mono is advised"), channels.to_string(), "1");
    }
    found.extend(of_header(name, recording));
    found
}

/// Returns the advice about an unusual header, with the command that writes a usual one. It is not a refusal, because
/// no page says whether the service accepts such a file.
fn of_header(name: &str, recording: &Recording) -> Option<Finding> {
    if recording.oddities.is_empty() {
        return None;
    }
    let oddities: Vec<String> = recording.oddities.iter().map(ToString::to_string).collect();
    let oddities = oddities.join(", ");
    let unsettled = "no page says whether the service accepts this";
    // A longer file has no usual form: only RF64 holds it.
    let message = if recording.bytes < u64::from(u32::MAX) {
        let command = ffmpeg(name, &format!("-c:a {} ", same_coding(recording)));
        format!("{name}: {oddities}; {unsettled}; to write a usual file: {command}")
    } else {
        format!("{name}: {oddities}; {unsettled}")
    };
    Some(Finding::advice(Check::Header, Some(name), message).values(oddities, "a usual WAV header"))
}

/// Returns ffmpeg's name for the coding of a recording, or for one of the same quality. A mere copy would keep an
/// unusual format chunk and an incomplete sample.
fn same_coding(recording: &Recording) -> &'static str {
    match (recording.codec, recording.bits_per_sample) {
        (Codec::Pcm, ..=8) => "pcm_u8",
        (Codec::Pcm, ..=16) => "pcm_s16le",
        (Codec::Pcm, ..=24) | (Codec::Float, 33..) => "pcm_s24le",
        (Codec::Pcm, _) => "pcm_s32le",
        (Codec::Float, _) => "pcm_f32le",
        _ => "copy",
    }
}

/// Returns a refusal if the recordings are shorter or longer than the service accepts.
pub(super) fn of_duration(files: &[FileReport], limits: &DurationLimits) -> Option<Refusal> {
    let seconds = total(files).as_secs_f64();
    let too_short = limits.min_seconds.filter(|least| seconds < *least as f64);
    let too_long = limits.max_seconds.filter(|most| seconds > *most as f64);
    let (limit, expected) = match (too_short, too_long) {
        (Some(least), _) => (format!("takes no less than {least} s"), format!("{least} s or more")),
        (_, Some(most)) => (format!("takes no more than {most} s"), format!("{most} s or less")),
        (None, None) => return None,
    };
    let (subject, file) = match files {
        [file] => ("the recording lasts", Some(&*file.name)),
        _ => ("the recordings last", None),
    };
    let message = format!("{subject} {seconds:.0} s, but the service {limit}");
    let refusal = Refusal::of(Check::DurationLimit, file, ErrorKind::File, message);
    Some(refusal.values(format!("{seconds:.2} s"), expected))
}

/// Returns advice if the recordings are shorter than advised.
pub(super) fn of_advised_duration(edition: &JobType, files: &[FileReport], limits: &DurationLimits) -> Option<Finding> {
    let stated = limits.advised_seconds.and_then(|seconds| Some(Duration::from_secs(seconds.try_into().ok()?)));
    let advised = stated.or_else(|| guided_duration(edition))?;
    let length = total(files);
    if length.as_secs_f64() >= LONG_ENOUGH * advised.as_secs_f64() {
        return None;
    }
    let sentences = guided_sentences(edition).map(|count| format!(", some {count} sentences")).unwrap_or_default();
    let message = format!("{} min are recorded; {} min are advised{sentences}", clock(length), clock(advised));
    Some(Finding::advice(Check::Duration, None, message).values(clock(length), clock(advised)))
}

/// Returns advice if there are fewer sentences than advised, counted by the pauses between them.
pub(super) fn of_sentences(edition: &JobType, files: &[FileReport]) -> Option<Finding> {
    let advised = guided_sentences(edition)?;
    let measurements = files.iter().filter_map(|file| file.measurement.as_ref());
    let pauses: u64 = measurements.map(|measurement| measurement.pauses.count).sum();
    let sentences = pauses + files.len() as u64;
    if pauses == 0 || sentences >= advised {
        return None;
    }
    let message = format!("{sentences} sentences with pauses between them were found; at least {advised} are advised");
    Some(Finding::advice(Check::Segments, None, message).values(sentences.to_string(), advised.to_string()))
}

/// Returns advice if there are not as many segments as a job of the edition has. It is not a refusal, because the pages
/// do not agree with each other on every number, and the service decides.
pub(super) fn of_number(edition: &JobType, given: usize) -> Option<Finding> {
    let expected = number_of_segments(edition)?;
    if given == expected {
        return None;
    }
    let segments = if given == 1 { "segment" } else { "segments" };
    let message = format!(
        "the plan has {given} {segments}; according to the API's page a job of the edition {edition} has {expected}"
    );
    Some(Finding::advice(Check::Segments, None, message).values(given.to_string(), expected.to_string()))
}

/// Adds the measurement of a recording to its report, and returns the advice about its sound.
pub(super) fn of_sound(
    file: &mut FileReport,
    analysis: Result<Analysis, NotMeasured>,
    is_segment: bool,
) -> Vec<Finding> {
    let mut found = Vec::new();
    if is_segment && file.recording.duration > LONGEST_SEGMENT {
        let length = format!("{:.0} s", file.recording.duration.as_secs_f64());
        let clause = format!("is one segment of {length}; about 10 s are advised, and never more than 15 s");
        found.push(finding(Check::SegmentLength, &file.name, &clause).values(length, "15 s or less"));
    }
    match analysis {
        Ok(analysis) => {
            of_levels(&analysis, &file.name, &mut found);
            if !is_segment && analysis.measurement.peak_dbfs.is_some() {
                of_pauses(&analysis, &file.name, &mut found);
            }
            file.measurement = Some(analysis.measurement);
            file.profile = analysis.profile;
        }
        Err(reason) => {
            let message = format!("{}: {reason}", file.name);
            found.push(Finding::advice(Check::NotMeasured, Some(&file.name), message));
        }
    }
    found
}

fn of_levels(analysis: &Analysis, name: &str, found: &mut Vec<Finding>) {
    let measurement = &analysis.measurement;
    if measurement.unusable_samples > 0 {
        let count = measurement.unusable_samples;
        let clause = format!("has {count} samples that are not numbers: save it again in an audio editor");
        found.push(
            finding(Check::UnusableSamples, name, &clause)
                .values(count.to_string(), "0")
                .places(&analysis.unusable_samples),
        );
    }
    if measurement.peak_dbfs.is_none() {
        let clause = "is silent: every sample is zero";
        return found.push(finding(Check::Silence, name, clause).values("100 %", "a voice").places(&analysis.quiet));
    }
    if measurement.clipped_runs > 0 {
        let (runs, samples) = (measurement.clipped_runs, measurement.clipped_samples);
        let places = if runs == 1 { "place" } else { "places" };
        let clause = format!("is clipped in {runs} {places} ({samples} samples): record again with less gain");
        found.push(finding(Check::Clipping, name, &clause).values(runs.to_string(), "0").places(&analysis.clipping));
    }
    let is_fine = measurement.loudness_lufs.is_some_and(|loudness| LOUDNESS.contains(&loudness));
    if !is_fine {
        let measured = measurement.loudness_lufs.map_or("none".to_owned(), |loudness| format!("{loudness:.1} LUFS"));
        let is_loud = measurement.loudness_lufs.is_some_and(|loudness| loudness > *LOUDNESS.end());
        let clause = match (is_loud, measurement.loudness_lufs) {
            (true, _) => format!("is very loud ({measured}): record with less gain, and without a compressor"),
            (false, Some(_)) => {
                format!("is very quiet ({measured}): record nearer to the microphone, or with more gain")
            }
            (false, None) => "has no sound that is loud enough to be measured".to_owned(),
        };
        found.push(finding(Check::Loudness, name, &clause).values(measured, "-36 to -12 LUFS"));
    }
    if let Some(noise) = measurement.noise_floor_dbfs.filter(|noise| *noise > NOISE_FLOOR) {
        let clause =
            format!("has noise of {noise:.0} dBFS in its pauses; -60 dBFS or less is usual: record in a quieter room");
        found.push(
            finding(Check::NoiseFloor, name, &clause)
                .values(format!("{noise:.0} dBFS"), "-60 dBFS or less")
                .places(&analysis.noisy_pauses),
        );
    }
    if measurement.dc_offset.abs() > DC_OFFSET {
        let percent = 100.0 * measurement.dc_offset;
        let clause = format!("is off centre by {percent:.1} % of full scale: check the recording device");
        found.push(finding(Check::DcOffset, name, &clause).values(format!("{percent:.1} %"), "less than 1 %"));
    }
    if measurement.digital_silence > DIGITAL_SILENCE {
        let length = format!("{:.1} s", measurement.digital_silence.as_secs_f64());
        let clause = format!("has {length} without any sound at all: check for a noise gate or a cut");
        found.push(
            finding(Check::DigitalSilence, name, &clause)
                .values(length, "the sound of the room")
                .places(&analysis.digital_silence),
        );
    }
    if measurement.silence > SILENCE {
        let percent = format!("{:.0} %", 100.0 * measurement.silence);
        let clause = format!("is silent for {percent} of its length");
        found.push(finding(Check::Silence, name, &clause).values(percent, "60 % or less").places(&analysis.quiet));
    }
}

fn of_pauses(analysis: &Analysis, name: &str, found: &mut Vec<Finding>) {
    let pauses = &analysis.measurement.pauses;
    let seconds = |duration: Duration| format!("{:.1} s", duration.as_secs_f64());
    if pauses.count > 0 && 2 * pauses.fitting < pauses.count {
        let Pauses { count, shorter, fitting, longer, .. } = pauses;
        let median = pauses.median.map(seconds).unwrap_or_default();
        let clause = format!(
            "has {count} pauses, of which {fitting} last the advised 2 to 3 s, {shorter} less and {longer} more \
             (median {median})"
        );
        found.push(finding(Check::Pauses, name, &clause).values(median, "2 to 3 s").places(&analysis.unfitting_pauses));
    }
    if pauses.longest_stretch > LONGEST_SEGMENT {
        let longest = seconds(pauses.longest_stretch);
        let clause =
            format!("has {longest} without a pause; the service cuts at pauses, and advises sentences of some 10 s");
        found.push(
            finding(Check::NoPause, name, &clause)
                .values(longest, "15 s or less")
                .places(&too_long(&analysis.stretches)),
        );
    }
}

/// Returns the stretches that are longer than a sentence. If all that are listed are, those that are not may be, too.
fn too_long(stretches: &Places) -> Places {
    let mut places = stretches.clone();
    places.at.retain(|stretch: &TimeRange| stretch.length() > LONGEST_SEGMENT);
    if places.at.len() < stretches.at.len() {
        places.left_out = 0;
    }
    places
}

fn finding(check: Check, name: &str, clause: &str) -> Finding {
    Finding::advice(check, Some(name), format!("{name} {clause}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audio::{Meter, Recording};
    use crate::upload::Source;

    /// Returns a segment of silence.
    fn segment(seconds: u32) -> FileReport {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("0.wav");
        let spec = hound::WavSpec {
            channels: 1,
            sample_rate: 8_000,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        let mut writer = hound::WavWriter::create(&path, spec).expect("writer");
        (0..8_000 * seconds).for_each(|_| writer.write_sample(0_i16).expect("sample"));
        writer.finalize().expect("finished");
        let recording = Recording::inspect(&Source::open(&path).expect("source")).expect("a recording");
        FileReport { name: "0.wav".to_owned(), recording, measurement: None, profile: None }
    }

    #[test]
    fn a_single_segment_of_more_than_15_seconds_is_advised_against() {
        let checks = |seconds, is_segment| -> Vec<Check> {
            let mut file = segment(seconds);
            let analysis = Meter::new(&file.recording).map(Meter::analysis);
            of_sound(&mut file, analysis, is_segment).into_iter().map(|finding| finding.check).collect()
        };
        // Nothing was passed to the meter, which finds no sound.
        assert_eq!(checks(16, true), [Check::SegmentLength, Check::Silence]);
        assert_eq!((checks(15, true), checks(16, false)), (vec![Check::Silence], vec![Check::Silence]));
    }

    #[test]
    fn a_number_of_segments_that_the_edition_does_not_have_is_advised_against() {
        let message = |edition, given| of_number(&edition, given).map(|finding| finding.message);
        let three = "the plan has 3 segments; according to the API's page a job of the edition BASIC has 20";
        assert_eq!(message(JobType::Basic, 3).as_deref(), Some(three));
        assert!(message(JobType::Middle, 20).is_some());
        let right = [(JobType::Basic, 20), (JobType::Middle, 100), (JobType::Advance, 1), (JobType::ThirdParty, 1)];
        assert!(right.into_iter().all(|(edition, given)| message(edition, given).is_none()));
    }

    #[test]
    fn several_recordings_are_as_long_as_their_sum() {
        let files = [segment(4), segment(4)];
        let limits = |min, max| DurationLimits { min_seconds: Some(min), max_seconds: Some(max), ..Default::default() };
        assert!(of_duration(&files, &limits(8, 8)).is_none());
        let refusal = of_duration(&files, &limits(9, 20)).expect("too short");
        assert_eq!(refusal.finding.message, "the recordings last 8 s, but the service takes no less than 9 s");
        assert!(of_duration(&files, &limits(1, 7)).is_some());
    }
}
