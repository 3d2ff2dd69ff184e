// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/kernel/program-clock.h"

#include "analysis/kernel/kernel-runner.h"
#include "analysis/kernel/libbpf-error.h"
#include "analysis/kernel/middle-mean.h"

#include <array>
#include <bpf/bpf.h>
#include <cerrno>
#include <linux/bpf.h>
#include <linux/pkt_cls.h>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// A program in the kernel that passes everything: one instruction for the verdict, one to leave.
class NoOpProgram
{
  public:
    explicit NoOpProgram(HookPoint point)
    {
        const bool isXdp = point == HookPoint::kXdp;
        const std::array<bpf_insn, 2> instructions{
            bpf_insn{BPF_ALU64 | BPF_MOV | BPF_K, 0, 0, 0, isXdp ? XDP_PASS : TC_ACT_OK},
            bpf_insn{BPF_JMP | BPF_EXIT, 0, 0, 0, 0}};
        m_descriptor = bpf_prog_load(isXdp ? BPF_PROG_TYPE_XDP : BPF_PROG_TYPE_SCHED_CLS,
                                     "no_op",
                                     "GPL",
                                     instructions.data(),
                                     instructions.size(),
                                     nullptr);
        if (m_descriptor < 0)
        {
            FailLibbpf("the kernel does not load a program that does nothing", m_descriptor);
        }
    }

    ~NoOpProgram()
    {
        close(m_descriptor);
    }

    NoOpProgram(const NoOpProgram&) = delete;
    NoOpProgram& operator=(const NoOpProgram&) = delete;

    int Descriptor() const
    {
        return m_descriptor;
    }

  private:
    int m_descriptor;
};

class KernelClock : public ProgramClock
{
  public:
    KernelClock(const HookProgram& program,
                const HookInput& input,
                const std::filesystem::path& objects)
        : m_point(program.point),
          m_input(input),
          m_runner(program, objects),
          m_noOp(program.point)
    {
        m_runner.Prepare(*input.maps);
        const int passes = m_point == HookPoint::kXdp ? int{XDP_PASS} : TC_ACT_OK;
        if (m_runner.RunAgain(input.ifindex, input.frame).verdict != passes)
        {
            throw std::runtime_error(std::string(program.name) + " drops what it is timed with");
        }
    }

    double Measure_s(size_t runs) override
    {
        std::vector<uint32_t> with;
        std::vector<uint32_t> without;
        for (size_t i = 0; i < runs; ++i)
        {
            with.push_back(m_runner.RunAgain(m_input.ifindex, m_input.frame).duration_ns);
            without.push_back(
                RunOnce(m_noOp.Descriptor(), m_point, m_input.ifindex, m_input.frame, {})
                    .duration_ns);
        }
        return (MiddleMean(with) - MiddleMean(without)) * 1e-9;
    }

  private:
    HookPoint m_point;
    HookInput m_input;
    KernelRunner m_runner;
    NoOpProgram m_noOp;
};

} // namespace

std::unique_ptr<ProgramClock>
MakeProgramClock(const HookProgram& program,
                 const HookInput& input,
                 const std::filesystem::path& objects)
{
    return std::make_unique<KernelClock>(program, input, objects);
}

std::function<void()>
MakeProgramLoad(const HookProgram& program, const std::filesystem::path& objects)
{
    return [&program, objects] { KernelRunner(program, objects); };
}

} // namespace ns3::vnlab
