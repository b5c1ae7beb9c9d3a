package dev.lido.worker.admission;

/**
 * A worker's slots as one caller has them: what it asks for, and what it is told.
 *
 * <p>What the caller says comes in order, from one thread; what happens to children from any.
 */
public final class CallerSlots {

  /** Unsigned. */
  private static final int ALL = -1;

  private final Slots slots;
  private final Outlet caller;

  /* Only the timer touches these, once the caller has joined. */
  private int toldOthers;
  private int toldStuck;

  /* There was news of the load when the caller took nothing. */
  private volatile boolean untold;

  /* A refusal has told the load meanwhile, so the caller does not hold what it was told here. */
  private volatile boolean toldOtherwise;

  private boolean waits;

  /** The way to the caller. Nothing here blocks. */
  public interface Outlet {
    /** Tells it that a slot is held for it. */
    void grant();

    /** Tells it how many slots are taken, and how many of them are lost to stuck children. */
    void load(Admission.Load load, int stuck);

    /** Returns whether it takes what it is told now. */
    boolean isReady();
  }

  CallerSlots(Slots slots, Outlet caller) {
    this.slots = slots;
    this.caller = caller;
  }

  /**
   * The caller may ask for slots from now on.
   *
   * @return the slots that are taken, which it is to be told
   */
  public int join() {
    toldOthers = slots.taken();
    toldStuck = slots.stuck();
    slots.admission().join(this);
    return toldOthers;
  }

  /** The caller knows what it was to be told; it is told what changes. */
  public void joined() {
    slots.add(this);
  }

  /** The caller is gone; the slots of its children stay taken until they have ended. */
  public void leave() {
    slots.remove(this);
    use(slots.admission().leave(this));
    slots.tellSoon();
  }

  /**
   * Takes a slot for a child.
   *
   * @param granted use one of the caller's grants, if it holds any
   */
  public Verdict admit(boolean granted) {
    Verdict verdict = slots.admission().admit(this, granted);
    if (verdict == Verdict.ADMITTED) {
      slots.loadChanged();
    } else if (granted && verdict == Verdict.FULL) {
      use(slots.admission().grantFree());
    }
    return verdict;
  }

  /**
   * Lets work stand by that was told to: it is started, or refused, in its turn.
   *
   * @return what becomes of it at once, if it need not stand by
   */
  public Verdict standBy(StandBy work) {
    Verdict verdict = slots.admission().standBy(this, work);
    if (verdict == Verdict.STAND_BY) {
      slots.watchStanding();
    } else if (verdict == Verdict.FULL) {
      use(slots.admission().grantFree());
    }
    return verdict;
  }

  /** Takes back work that stands by; returns whether it still did. */
  public boolean withdraw(StandBy work) {
    return slots.admission().withdraw(work);
  }

  /** Returns the slots that are taken, for a refusal, which is to tell them. */
  public int refuse() {
    toldOtherwise = true;
    return slots.taken();
  }

  /** It was told that every slot is taken, which will not be so for ever. */
  public void refusedAsFull() {
    slots.tellSoon();
  }

  /** Frees the slot of a child that has ended. */
  public void release() {
    freed(slots.admission().release(this));
  }

  /** The caller says whether it waits for slots. */
  public void waiting(boolean waiting) {
    waits = waiting;
    freed(slots.admission().setWaiting(this, waiting));
  }

  /** The caller gives back so many of its grants (unsigned), and waits no more. */
  public void giveBack(int count) {
    waits = false;
    freed(slots.admission().giveBack(this, count));
  }

  /** It cannot use a slot just now: others can. */
  public void hold() {
    freed(slots.admission().giveBack(this, ALL));
  }

  /** It can use slots again, if it waits for any. */
  public void goOn() {
    if (waits) {
      freed(slots.admission().setWaiting(this, true));
    }
  }

  /** It takes again what it is told. */
  public void ready() {
    if (untold) {
      slots.tellSoon();
    }
    slots.loadChanged();
  }

  private void freed(Freed<CallerSlots> freed) {
    use(freed);
    slots.loadChanged();
  }

  static void use(Freed<CallerSlots> freed) {
    if (!freed.starts().isEmpty()) {
      freed.starts().forEach(StandBy::start);
    }
    if (!freed.granted().isEmpty()) {
      freed.granted().forEach(each -> each.caller.grant());
    }
  }

  /** Tells the load, if the others' share of it is news and the caller takes what it is told. */
  void tellLoad() {
    Admission.Load load = slots.admission().load(this);
    int others = load.byOthers();
    int stuck = slots.stuck();
    boolean news = others != toldOthers || stuck != toldStuck || toldOtherwise;
    untold = news && !caller.isReady();
    if (news && !untold) {
      toldOtherwise = false;
      toldOthers = others;
      toldStuck = stuck;
      caller.load(load, stuck);
    }
  }
}
