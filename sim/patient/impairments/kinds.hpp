// Every kind of impairment: how it is read. What its settings mean stands in docs/scenario.md.
#pragma once

#include "patient/impairments.hpp"

namespace steppage {

std::unique_ptr<Impairment> read_ataxia(Reader& reader);
std::unique_ptr<Impairment> read_attention_lapse(Reader& reader);
std::unique_ptr<Impairment> read_central_fatigue(Reader& reader);
std::unique_ptr<Impairment> read_co_contraction(Reader& reader);
std::unique_ptr<Impairment> read_contracture(Reader& reader);
std::unique_ptr<Impairment> read_delayed_initiation(Reader& reader);
std::unique_ptr<Impairment> read_fatigue(Reader& reader);
std::unique_ptr<Impairment> read_neglect(Reader& reader);
std::unique_ptr<Impairment> read_pain_limited_range(Reader& reader);
std::unique_ptr<Impairment> read_reduced_balance(Reader& reader);
std::unique_ptr<Impairment> read_sensory_loss(Reader& reader);
std::unique_ptr<Impairment> read_slow_activation(Reader& reader);
std::unique_ptr<Impairment> read_spasticity(Reader& reader);
std::unique_ptr<Impairment> read_stiff_joint(Reader& reader);
std::unique_ptr<Impairment> read_synergy(Reader& reader);
std::unique_ptr<Impairment> read_tone(Reader& reader);
std::unique_ptr<Impairment> read_tremor(Reader& reader);
std::unique_ptr<Impairment> read_weakness(Reader& reader);

/// All muscles tire at `rate`, 1 being ordinary (kind "fatigue" of everything).
std::unique_ptr<Impairment> general_fatigue(double rate);

}  // namespace steppage
