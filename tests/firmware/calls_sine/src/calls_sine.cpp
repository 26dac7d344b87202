// What the check of symbols has to refuse.
extern "C" float sinf(float);
extern "C" float phase_of(float angle);
extern "C" float phase_of(float angle) { return sinf(angle); }
