#include "verbs.hpp"

namespace steppage {
namespace {

constexpr Verb kVerbs[] = {
    {"run", "simulate one trial in closed loop, score it, write a trial directory",
     "steppage run scenario.json --out out/demo --set /patient/mass_kg=80", declare_run, act_run},
    {"replay", "feed a recorded trial to a detector sample by sample, score it",
     "steppage replay out/demo --detector shank_gyro --out out/again", declare_replay, act_replay},
    {"generate", "follow a patient over weeks of training: a trial a week, labelled, and a table",
     "steppage generate plan.json --out out/recovery --set /sessions_per_week=3", declare_generate,
     act_generate},
    {"import", "turn public recordings of real people into recording directories",
     "steppage import uniss data/uniss --out recordings", declare_import, act_import},
    {"model", "write the patient, props and sensors of a scenario as MJCF for MuJoCo's own tools",
     "steppage model scenario.json --out patient.xml --set /patient/mass_kg=80", declare_model,
     act_model},
    {"list", "print one of the tables, each row with a one-line summary",
     "steppage list detectors --json", declare_list, act_list},
    {"validate", "check scenarios, plans and recording directories, report all problems",
     "steppage validate scenario.json out/demo", declare_validate, act_validate},
    {"view", "draw the patient of a trial: a picture, a film",
     "steppage view out/demo --png demo.png --at 12.5", declare_view, act_view},
    {"tune", "search for the gains with which a patient does an activity best",
     "steppage tune scenario.json --out gains.json --generations 200 --jobs 4", declare_tune,
     act_tune},
    {"steady", "let a walking patient learn to correct each step for how the one before went",
     "steppage steady scenario.json --out feedback.json --jobs 4", declare_steady, act_steady},
    {"adapt", "let a patient find a way to walk with his body and impairments",
     "steppage adapt scenario.json --out adapted.json --jobs 4", declare_adapt, act_adapt},
};

}  // namespace

std::span<const Verb> verbs() { return kVerbs; }

}  // namespace steppage
