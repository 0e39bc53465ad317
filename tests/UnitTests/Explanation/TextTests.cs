namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>The trace as text for a terminal.</summary>
public class TextTests
{
    [Fact]
    public void The_first_circuit_is_written_as_the_guide_writes_it() =>
        Assert.Equal(
            """
            forward                              backward  (df = 1)
             #  name  op        value             step node  upstream × local       = downstream   into   running sum
             0  x     input     -2                 1   f=q*z   1      × z = -4       = -4           q      -4
             1  y     input      5                             1      × q =  3       =  3           z       3   mul: swap multiplier
             2  z     input     -4                 2   q=x+y  -4      × 1            = -4           x      -4
             3  q     x+y        3                            -4      × 1            = -4           y      -4   add: gradient distributor
             4  f     q*z      -12                result  df/dx=-4  df/dy=-4  df/dz=3   check: max rel err < 1e-9 ok

            """.ReplaceLineEndings("\n"),
            Explain.Text(LectureTraces.FirstCircuit)
        );
}
