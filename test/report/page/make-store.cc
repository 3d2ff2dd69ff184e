// SPDX-License-Identifier: GPL-2.0-only
//
// Writes a made-up result store, for tests and measurements of the report's page:
//   make-report-store FILE POINTS REPEAT METRICS [TITLE [TENANT]]

#include "test/support/made-up-store.h"

#include <iostream>

int
main(int argc, char** argv)
{
    if (argc < 5)
    {
        std::cerr << "make-report-store FILE POINTS REPEAT METRICS [TITLE [TENANT]]\n";
        return 2;
    }
    const auto number = [argv](int i) { return static_cast<uint32_t>(std::stoul(argv[i])); };
    ns3::vnlab::test::MadeUp what{.points = number(2), .repeat = number(3), .metrics = number(4)};
    what.title = argc > 5 ? argv[5] : what.title;
    what.tenant = argc > 6 ? argv[6] : what.tenant;
    auto store = ns3::vnlab::ResultStore::Open(argv[1], {"0.1.0", "3.37"});
    ns3::vnlab::test::FillStore(store, what);
    return 0;
}
