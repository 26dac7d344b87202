// What the check of the budget has to refuse.
extern "C" float buffer[256];
float buffer[256];
