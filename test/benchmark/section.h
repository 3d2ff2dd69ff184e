// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BENCHMARK_SECTION_H
#define VNLAB_BENCHMARK_SECTION_H

#include "analysis/style/text-grid.h"
#include "test/benchmark/trial.h"

#include <string>

namespace ns3::vnlab::benchmark
{

/// A part of the output: a heading, lines of figures, and what they are compared with.
class Section
{
  public:
    /// @param heading what is measured
    /// @param columns the names of the columns behind the first one
    Section(std::string heading, std::vector<std::string> columns);

    /// @param cells as many as there are columns, or fewer
    void Add(std::string what, std::vector<std::string> cells);

    /// Prints everything.
    void Print() const;

  private:
    std::string m_heading;
    TextGrid m_grid;
};

/// @return a number with as many digits after the point
std::string Text(double value, int digits);

/// @return "1234.5 ±2%"
std::string Text(const Figure& figure, int digits, double scale = 1);

/// @return "12.3x"
std::string Times(double ratio);

/// @return "goal >= 10x: met"
std::string AtLeast(double value, double goal, const std::string& unit);

/// @return "goal <= 4 KB: missed"
std::string AtMost(double value, double goal, const std::string& unit);

void PrintMachine();

// The sections, in the order in which they are printed.
void MeasurePackets();
void MeasureHops();
void MeasureMemory();
void MeasureBuilding();
void MeasureChanges();
void MeasureSweeps();
void MeasurePaths();

} // namespace ns3::vnlab::benchmark

#endif // VNLAB_BENCHMARK_SECTION_H
